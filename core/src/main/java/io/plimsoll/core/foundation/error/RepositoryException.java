package io.plimsoll.core.foundation.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The store could not be opened, read or written. The message says what was tried and what to do. */
public final class RepositoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public RepositoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
