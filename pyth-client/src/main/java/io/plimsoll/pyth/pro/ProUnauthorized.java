package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/** The service does not know the key, or the short-lived token is over. Status 401. */
public final class ProUnauthorized extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STATUS = 401;

    ProUnauthorized(String source) {
        super(source, "the key was refused (HTTP 401): check that it is there, whole and not expired", STATUS);
    }
}
