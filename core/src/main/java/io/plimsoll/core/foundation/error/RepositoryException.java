package io.plimsoll.core.foundation.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The store could not be opened, read or written. The transaction of the call was rolled back as a whole, but for {@link
 * Kind#CONNECTION_LOST}, where that is not known. The message says what was tried and what to do, and holds no password.
 */
public final class RepositoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong, by what to do about it. */
    public enum Kind {
        /** The database cannot be reached, or does not let us in. */
        UNAVAILABLE(true),
        /** All connections were busy for too long: more are needed, or shorter calls. */
        POOL_EXHAUSTED(true),
        /** The connection was cut. Whether a commit under way took effect is not known; every write may be repeated. */
        CONNECTION_LOST(true),
        /** Another transaction was in the way: deadlock, serialization failure, a lock or a statement that took too long. */
        CONFLICT(true),
        /** There is such a thing already, and this call must not replace it. */
        DUPLICATE(false),
        /** A value that its column cannot hold exactly: nothing is cut or rounded. */
        UNSTORABLE(false),
        /** No room on the disk, or a quota is used up. */
        STORAGE_FULL(false),
        /** The schema is not the one of this version: newer, changed by hand, or left half migrated. */
        WRONG_SCHEMA(false),
        /** The file belongs to another process. */
        IN_USE(false),
        /** Another writer has gone on from the checkpoint that this one still believes in: read it again before writing. */
        STALE_WRITER(false),
        /** The lease is not held any longer: another holder may be writing. Stop. */
        FENCED(false),
        /** The store was closed. */
        CLOSED(false),
        /** What is stored cannot be read back as what it must be. */
        CORRUPT(false),
        /** Anything else; the cause says it. */
        OTHER(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Kind kind;

    public RepositoryException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** {@link #RepositoryException(Kind, String, Throwable)} without a cause. */
    public RepositoryException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return kind.retryable;
    }
}
