package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.ws.Rows.First;
import java.util.List;

/**
 * Channel {@code trades}: public trades. After each (re)subscription the venue sends the newest 30 again; those that were
 * delivered are left out, and if they do not reach back to the last one seen there is a {@link ChannelEvent.Gap}.
 */
public final class TradesChannel {
    private record Key(long time, String coin, long tid) {}

    static final Channel<List<Trade>> CHANNEL = Channel.ofEvents("trades", new TypeReference<List<Trade>>() {})
            .routedBy(trades -> trades.isEmpty() ? "" : trades.get(0).coin())
            .withRows(new Rows<>(
                    trades -> trades,
                    Trade::time,
                    trade -> new Key(trade.time(), trade.coin(), trade.tid()),
                    (subscription, trades) -> List.of(trades),
                    First.RECENT,
                    List.of()));

    private TradesChannel() {}

    /** Of a market. */
    public static Subscription<List<Trade>> of(String coin) {
        return Subscription.to(CHANNEL, "trades").with("coin", coin).routedBy(coin);
    }
}
