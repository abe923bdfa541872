package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.HistoricalOrder;
import io.plimsoll.hyperliquid.info.HistoricalOrders;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code userHistoricalOrders}: orders of a user whose status changed. The newest come first, as a snapshot; after a loss, what was missed is delivered once and
 * oldest first.
 */
public final class UserHistoricalOrdersChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents("userHistoricalOrders", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()))
            .snapshotIf(message -> Boolean.TRUE.equals(message.isSnapshot()))
            .withRows(new Rows<>(
                    Message::orderHistory,
                    HistoricalOrder::statusTimestamp,
                    UserHistoricalOrdersChannel::key,
                    (subscription, rows) -> List.of(new Message(user(subscription), rows, null)),
                    First.SNAPSHOT,
                    List.of(UserHistoricalOrdersChannel::missed)));

    private UserHistoricalOrdersChannel() {}

    /**
     * Orders and their status.
     *
     * @param user whose
     * @param orderHistory in a snapshot newest first
     * @param isSnapshot true for the newest rows before the subscription; missing otherwise
     */
    public record Message(
            String user,
            List<HistoricalOrder> orderHistory,
            @Nullable Boolean isSnapshot) {}

    /** An order can be partly filled more than once without another word for its status: its size tells. */
    record Key(long oid, String status, long statusTimestamp, BigDecimal sz) {}

    static Object key(HistoricalOrder row) {
        return new Key(
                row.order().oid(),
                row.status(),
                row.statusTimestamp(),
                row.order().sz().stripTrailingZeros());
    }

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "userHistoricalOrders").about(user).routedBy(Routes.of(user.hex()));
    }

    private static Span<HistoricalOrder> missed(InfoClient info, Subscription<Message> subscription, long from) {
        return Newest.from(
                from,
                info.fetch(HistoricalOrders.of(subscription.user().orElseThrow())),
                HistoricalOrder::statusTimestamp);
    }

    private static String user(Subscription<Message> subscription) {
        return subscription.user().orElseThrow().hex();
    }
}
