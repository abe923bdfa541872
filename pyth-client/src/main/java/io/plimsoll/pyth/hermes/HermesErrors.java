package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What the error answers of Hermes and Benchmarks mean. They are plain text, not JSON. */
final class HermesErrors {
    private HermesErrors() {}

    /**
     * The typed error; empty where the status says all.
     *
     * @param penalty what a 429 that says nothing asks for
     */
    static Optional<SourceException> read(int status, String body, Optional<Duration> retryAfter, Duration penalty) {
        return switch (status) {
            case 401 -> Optional.of(new Unauthorized(body));
            // other refusals of this status come from proxies on the way
            case 403 -> startsWith(body, "not entitled") ? Optional.of(new NotEntitled(body)) : Optional.empty();
            case 404 -> notFound(body);
            case 429 ->
                Optional.of(new RateLimited(HermesClient.SOURCE, Optional.of(retryAfter.orElse(penalty)), body));
            default -> Optional.empty();
        };
    }

    private static Optional<SourceException> notFound(String body) {
        if (startsWith(body, "price ids not found")) {
            return Optional.of(UnknownFeeds.parse(body));
        }
        return startsWith(body, "update data not found") ? Optional.of(new UpdateNotFound(body)) : Optional.empty();
    }

    private static boolean startsWith(String body, String words) {
        return body.toLowerCase(Locale.ROOT).startsWith(words);
    }
}
