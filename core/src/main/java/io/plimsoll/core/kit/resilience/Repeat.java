package io.plimsoll.core.kit.resilience;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;

/** What a repeated request may do. */
public enum Repeat {
    /** Reading twice is reading once: any failure that may pass is repeated. */
    READ {
        @Override
        boolean safeAfter(SourceException error) {
            return error.retryable();
        }
    },
    /**
     * Acting twice is not acting once. Repeated only if the source certainly has not acted: it refused for its limits, or was
     * not asked at all. After a time-out or a server error nobody knows, and the caller must find out first.
     */
    WRITE {
        @Override
        boolean safeAfter(SourceException error) {
            return error instanceof RateLimited || error instanceof Unavailable;
        }
    };

    abstract boolean safeAfter(SourceException error);
}
