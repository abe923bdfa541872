package io.plimsoll.pyth.pro;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How often updates come. A feed has a fastest channel ({@code min_channel} of the catalogue) and all slower ones.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/payload-reference#subscription-channels">channels</a>
 */
public enum ProChannel {
    /** When a price changes: after 1 ms at the soonest, 50 ms at the latest. */
    REAL_TIME("real_time", 1, Duration.ZERO),
    /** Every millisecond. Its number in payloads is not public. */
    FIXED_RATE_1_MS("fixed_rate@1ms", ProChannel.NO_ID, Duration.ofMillis(1)),
    /** Every 50 ms. */
    FIXED_RATE_50_MS("fixed_rate@50ms", 2, Duration.ofMillis(50)),
    /** Every 200 ms. */
    FIXED_RATE_200_MS("fixed_rate@200ms", 3, Duration.ofMillis(200)),
    /** Every second. */
    FIXED_RATE_1000_MS("fixed_rate@1000ms", 4, Duration.ofSeconds(1));

    private static final int NO_ID = 0;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final String wireName;
    private final int id;
    private final Duration period;

    ProChannel(String wireName, int id, Duration period) {
        this.wireName = wireName;
        this.id = id;
        this.period = period;
    }

    /** Its name in requests and paths, such as {@code fixed_rate@200ms}. */
    public String wireName() {
        return wireName;
    }

    /** Its number in payloads; 0 if that is not public. */
    public int id() {
        return id;
    }

    /** Between two updates; zero where they come when prices change. */
    public Duration period() {
        return period;
    }

    /** The channel of a number in a payload; empty for one that is not known here. */
    public static Optional<ProChannel> of(int id) {
        return id == NO_ID
                ? Optional.empty()
                : Arrays.stream(values()).filter(channel -> channel.id == id).findFirst();
    }

    /** The channel of a name; empty for one that is not known here. */
    public static Optional<ProChannel> of(String wireName) {
        return Arrays.stream(values())
                .filter(channel -> channel.wireName.equals(wireName))
                .findFirst();
    }

    /** The newest update of the channel at a time: microseconds since 1970, rounded down to the period. */
    public long floorUs(Instant time) {
        long us = Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / 1_000);
        long periodUs = Math.max(1, period.toNanos() / 1_000);
        return Math.floorDiv(us, periodUs) * periodUs;
    }
}
