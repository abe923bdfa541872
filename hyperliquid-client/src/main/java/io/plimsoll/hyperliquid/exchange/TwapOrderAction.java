package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Places an order that the venue works off in slices of 30 seconds.
 *
 * @param twap the order
 * @param details when it starts and ends besides
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("twapOrder")
public record TwapOrderAction(Twap twap, @Nullable Details details) implements L1Action<TwapOutcome> {
    /**
     * The order.
     *
     * @param a index of the market, see {@link AssetId}
     * @param b whether it buys
     * @param s size in units of the base
     * @param r whether it may only reduce a position
     * @param m minutes, 5 to 1440
     * @param t whether the slices come at random times
     */
    public record Twap(long a, boolean b, BigDecimal s, boolean r, int m, boolean t) {
        public Twap {
            AssetId.requireIndex(a);
        }
    }

    /**
     * When it starts and ends besides.
     *
     * @param t starts it
     * @param s price that ends it
     */
    public record Details(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Start t,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal s) {}

    /**
     * What starts it.
     *
     * @param p mark price
     * @param a whether the mark price must be above, else below
     */
    public record Start(BigDecimal p, boolean a) {}

    /** An order that starts now. */
    public static TwapOrderAction of(Twap twap) {
        return new TwapOrderAction(twap, null);
    }

    @Override
    public ResultType<TwapOutcome> resultType() {
        return ResultType.TWAP_ORDER;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
