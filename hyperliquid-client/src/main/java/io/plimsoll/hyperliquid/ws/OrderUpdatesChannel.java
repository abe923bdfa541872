package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.FrontendOpenOrder;
import io.plimsoll.hyperliquid.info.FrontendOpenOrders;
import io.plimsoll.hyperliquid.info.HistoricalOrder;
import io.plimsoll.hyperliquid.info.HistoricalOrders;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.OpenOrder;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Channel {@code orderUpdates}: orders of a user that were placed, filled, cancelled or refused. Frames carry no user, so a
 * stream can have those of one user only. The venue repeats nothing: after a loss, changes are read from {@code
 * historicalOrders} and {@code openOrders}, which know each status of an order, not each of its partial fills.
 */
public final class OrderUpdatesChannel {
    static final Channel<List<Update>> CHANNEL = Channel.ofEvents("orderUpdates", new TypeReference<List<Update>>() {})
            .withRows(new Rows<>(
                    updates -> updates,
                    Update::statusTimestamp,
                    OrderUpdatesChannel::key,
                    (subscription, updates) -> List.of(updates),
                    First.NOTHING,
                    List.of(OrderUpdatesChannel::missed)));

    private OrderUpdatesChannel() {}

    /**
     * A change.
     *
     * @param order as it is now; {@code sz} is what is left of it
     * @param status {@code open}, {@code filled}, {@code canceled} and others, an open set
     * @param statusTimestamp milliseconds, of the change
     */
    public record Update(OpenOrder order, String status, long statusTimestamp) {}

    /** Of a user. */
    public static Subscription<List<Update>> of(Address user) {
        return Subscription.to(CHANNEL, "orderUpdates").about(user);
    }

    private static Object key(Update update) {
        return new UserHistoricalOrdersChannel.Key(
                update.order().oid(),
                update.status(),
                update.statusTimestamp(),
                update.order().sz().stripTrailingZeros());
    }

    private static Span<Update> missed(InfoClient info, Subscription<List<Update>> subscription, long from) {
        Address user = subscription.user().orElseThrow();
        Span<HistoricalOrder> history =
                Newest.from(from, info.fetch(HistoricalOrders.of(user)), HistoricalOrder::statusTimestamp);
        List<Update> updates = new ArrayList<>();
        history.rows().forEach(row -> updates.add(new Update(plain(row.order()), row.status(), row.statusTimestamp())));
        Set<Long> known = updates.stream().map(update -> update.order().oid()).collect(Collectors.toSet());
        info.fetch(FrontendOpenOrders.of(user)).stream()
                .filter(order -> order.timestamp() >= from && !known.contains(order.oid()))
                .forEach(order -> updates.add(new Update(plain(order), "open", order.timestamp())));
        return new Span<>(updates, history.unproven());
    }

    private static OpenOrder plain(FrontendOpenOrder order) {
        return new OpenOrder(
                order.coin(),
                order.side(),
                order.limitPx(),
                order.sz(),
                order.oid(),
                order.timestamp(),
                order.origSz(),
                order.cloid(),
                order.reduceOnly() ? Boolean.TRUE : null);
    }
}
