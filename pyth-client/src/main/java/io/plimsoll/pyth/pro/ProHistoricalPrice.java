package io.plimsoll.pyth.pro;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price of the past. Not signed; {@link ProClient#at} gives signed ones. Mantissas count in 10^exponent.
 *
 * @param price_feed_id number of the feed
 * @param publish_time as sent; see {@link #publishTime}
 * @param channel name or number of the channel
 * @param price mantissa
 * @param best_bid_price mantissa; null if there is none
 * @param best_ask_price mantissa; null if there is none
 * @param confidence mantissa; null if there is none
 * @param exponent power of ten; null if not said, then that of the catalogue
 * @param publisher_count publishers; null if not said
 */
public record ProHistoricalPrice(
        long price_feed_id,
        long publish_time,
        String channel,
        long price,
        @Nullable Long best_bid_price,
        @Nullable Long best_ask_price,
        @Nullable Long confidence,
        @Nullable Integer exponent,
        @Nullable Integer publisher_count) {
    /** Seconds since 1970 stay below this for three thousand years, microseconds have passed it in 1970. */
    private static final long LEAST_MICROS = 100_000_000_000L;

    /** When the price was made. The documentation does not give the unit: small numbers are seconds, large ones microseconds. */
    public Instant publishTime() {
        return Long.compareUnsigned(publish_time, LEAST_MICROS) < 0
                ? Instant.ofEpochSecond(publish_time)
                : ProFeed.instant(publish_time);
    }
}
