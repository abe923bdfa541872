package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.L2Book;
import org.jspecify.annotations.Nullable;

/** Channel {@code l2Book}: whole books, 20 levels a side about twice a second, or 5 levels more often if fast. */
public final class L2BookChannel {
    static final Channel<L2Book> CHANNEL = Channel.ofState("l2Book", new TypeReference<L2Book>() {})
            .routedBy(book -> route(book.coin(), Boolean.TRUE.equals(book.fast())));

    private L2BookChannel() {}

    /** At full precision. */
    public static Subscription<L2Book> of(String coin) {
        return subscription(coin, false);
    }

    /**
     * With levels grouped. Its frames look like those at full precision, so one stream cannot have both.
     *
     * @param nSigFigs significant figures of a price, 2 to 5
     * @param mantissa 2 or 5, only with 5 figures; null for none
     */
    public static Subscription<L2Book> of(String coin, int nSigFigs, @Nullable Integer mantissa) {
        return subscription(coin, false).with("nSigFigs", nSigFigs).with("mantissa", mantissa);
    }

    /** 5 levels a side, pushed more often. */
    public static Subscription<L2Book> fast(String coin) {
        return subscription(coin, true).with("fast", true);
    }

    private static Subscription<L2Book> subscription(String coin, boolean fast) {
        return Subscription.to(CHANNEL, "l2Book").with("coin", coin).routedBy(route(coin, fast));
    }

    private static String route(String coin, boolean fast) {
        return fast ? coin + " fast" : coin;
    }
}
