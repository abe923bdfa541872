package io.plimsoll.pyth.hermes;

import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Clock;
import java.time.Duration;

/**
 * How a client asks.
 *
 * @param encoding of signed bytes on the wire
 * @param parsed whether the service says what is in the signed bytes; who decodes them needs no such words
 * @param urlLength longest address of a request, in characters; more feeds than fit are asked for in several requests
 * @param limits shared with all clients of the same host
 * @param lane how urgent the requests are
 * @param patience how long a request waits at most until the limits have room for it
 * @param retries when to ask again
 * @param clock that tells which times have only just passed
 */
public record HermesSettings(
        Encoding encoding,
        boolean parsed,
        int urlLength,
        HermesLimits limits,
        Lane lane,
        Duration patience,
        RetryPolicy retries,
        Clock clock) {
    private static final int DEFAULT_URL_LENGTH = 8_000;
    private static final int LEAST_URL_LENGTH = 500;

    /** Checks the length. */
    public HermesSettings {
        if (urlLength < LEAST_URL_LENGTH) {
            throw new IllegalArgumentException(
                    "urlLength must be at least " + LEAST_URL_LENGTH + " characters, got " + urlLength);
        }
    }

    /**
     * For the public service: base64, parsed, addresses of 8000 characters (about a hundred feeds), {@link
     * HermesLimits#documented}, {@link RetryPolicy#standard}, 10 s of patience.
     */
    public static HermesSettings standard() {
        return bare().withLimits(HermesLimits.documented(), Duration.ofSeconds(10))
                .withRetries(RetryPolicy.standard());
    }

    /** For a server of one's own: the same without limits and without asking again. */
    public static HermesSettings bare() {
        return new HermesSettings(
                Encoding.BASE64,
                true,
                DEFAULT_URL_LENGTH,
                HermesLimits.none(),
                Lane.NORMAL,
                Duration.ZERO,
                RetryPolicy.none(),
                Clock.systemUTC());
    }

    /** With another encoding. */
    public HermesSettings withEncoding(Encoding encoding) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }

    /** With or without the parsed part. */
    public HermesSettings withParsed(boolean parsed) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }

    /** With another longest address. */
    public HermesSettings withUrlLength(int urlLength) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }

    /** With other limits, and the time that a request waits for them at most. */
    public HermesSettings withLimits(HermesLimits limits, Duration patience) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }

    /** With requests as urgent as this. */
    public HermesSettings in(Lane lane) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }

    /** With another rule for asking again. */
    public HermesSettings withRetries(RetryPolicy retries) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }

    /** With another clock. */
    public HermesSettings withClock(Clock clock) {
        return new HermesSettings(encoding, parsed, urlLength, limits, lane, patience, retries, clock);
    }
}
