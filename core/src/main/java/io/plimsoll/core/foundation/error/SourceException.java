package io.plimsoll.core.foundation.error;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A remote source did not give what was asked for. Which kind it is says who must act and whether a repeat may help; all
 * kinds are listed here, so a {@code switch} over them can be complete. Messages carry the source, what happened and what
 * to do, never a key or token.
 */
public abstract sealed class SourceException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String source;

    private SourceException(String source, String message, @Nullable Throwable cause) {
        super(source + ": " + message, cause);
        this.source = source;
    }

    /** The name of the source, such as {@code hyperliquid} or {@code hermes}. */
    public final String source() {
        return source;
    }

    /** Whether the same request may succeed later without anybody changing anything. */
    public abstract boolean retryable();

    /** How long the source asked us to wait before the next request, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** No answer came: connection refused or lost, time-out, name not found. It is not known whether the request arrived. */
    public static non-sealed class Transport extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Transport(String source, String message, Throwable cause) {
            super(source, message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The source is healthy and wants fewer requests. */
    public static final class RateLimited extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        public RateLimited(String source, Optional<Duration> retryAfter, String answer) {
            super(
                    source,
                    "rate limited"
                            + retryAfter
                                    .map(wait -> ", retry after " + wait.toSeconds() + " s")
                                    .orElse("")
                            + quoted(answer),
                    null);
            this.retryAfter = retryAfter.orElse(null);
        }

        @Override
        public boolean retryable() {
            return true;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The source answered with an error status. From 500 upwards it may work later; below, the request must change. */
    public static non-sealed class Rejected extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int status;

        public Rejected(String source, int status, String answer) {
            super(source, "answered HTTP " + status + quoted(answer), null);
            this.status = status;
        }

        /** For a source whose own words say more than its status: {@code message} as it is, nothing before it. */
        protected Rejected(String source, String message, int status) {
            super(source, message, null);
            this.status = status;
        }

        /** The HTTP status. */
        public final int status() {
            return status;
        }

        @Override
        public boolean retryable() {
            return status >= 500;
        }
    }

    /** The source works but does not know what was asked for: an account, a feed, a market. Check the name. */
    public static final class NotFound extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        public NotFound(String source, String message) {
            super(source, message, null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** An answer came and is not what the protocol promises: HTML, cut-off JSON, a missing field, an impossible value. */
    public static final class MalformedResponse extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        public MalformedResponse(String source, String message, @Nullable Throwable cause) {
            super(source, message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The source was not asked: it has failed too often lately, and is given time to recover. */
    public static final class Unavailable extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public Unavailable(String source, Duration retryAfter) {
            super(source, "failed too often lately, not asked again for " + retryAfter.toMillis() + " ms", null);
            this.retryAfter = retryAfter;
        }

        @Override
        public boolean retryable() {
            return true;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(retryAfter);
        }
    }

    /** An answer came whose signature or proof does not hold. Do not use it; find out who tampered before trying again. */
    public static final class Unverified extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        public Unverified(String source, String reason, String message) {
            super(source, "not verified (" + reason + "): " + message, null);
            this.reason = reason;
        }

        /** The reason code of the verifier. */
        public String reason() {
            return reason;
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The source works and has nothing that may be used: what it says is too old, too uncertain or contradicted, or it has said
     * nothing yet.
     */
    public static non-sealed class Unusable extends SourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unusable(String source, String message) {
            super(source, message, null);
        }

        /** A later answer may be better. */
        @Override
        public boolean retryable() {
            return true;
        }
    }

    private static String quoted(String answer) {
        return answer.isBlank() ? "" : ": " + answer;
    }
}
