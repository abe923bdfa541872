package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.internal.ReadBy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code l2Book} and message of the channel of that name: a whole book, not a change of one.
 *
 * @param coin market
 * @param time milliseconds, of the block
 * @param levels bids, best first; then asks, best first; at most 20 each
 * @param spread of a book with grouped levels
 * @param fast channel only: true if it was subscribed to as fast, then 5 levels
 */
@ReadBy(L2BookReader.class)
public record L2Book(
        String coin,
        @Nullable Long time,
        List<List<Level>> levels,
        @Nullable BigDecimal spread,
        @Nullable Boolean fast) {

    /**
     * A price level.
     *
     * @param px price
     * @param sz sum of sizes
     * @param n number of orders
     */
    @ReadBy(LevelReader.class)
    public record Level(
            BigDecimal px, BigDecimal sz, @Nullable Integer n) {}

    /** The book of a market at full precision; empty for a market the venue does not know. Weight 2. */
    public static InfoRequest<Optional<L2Book>> of(String coin) {
        return InfoRequest.maybe("l2Book", 2, new TypeReference<L2Book>() {}).with("coin", coin);
    }

    /**
     * The book with levels grouped. Weight 2.
     *
     * @param nSigFigs significant figures of a price, 2 to 5
     * @param mantissa 2 or 5, only with 5 figures; null for none
     */
    public static InfoRequest<Optional<L2Book>> of(String coin, int nSigFigs, @Nullable Integer mantissa) {
        return of(coin).with("nSigFigs", nSigFigs).with("mantissa", mantissa);
    }
}
