package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.TwapHistory;
import io.plimsoll.hyperliquid.info.TwapState;
import io.plimsoll.hyperliquid.info.TwapUpdate;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code userTwapHistory}: TWAP orders of a user that began, ended or failed. The newest come first, as a snapshot; after a loss, what was missed is delivered once and
 * oldest first.
 */
public final class UserTwapHistoryChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents("userTwapHistory", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()))
            .snapshotIf(message -> Boolean.TRUE.equals(message.isSnapshot()))
            .withRows(new Rows<>(
                    Message::history,
                    UserTwapHistoryChannel::millis,
                    UserTwapHistoryChannel::key,
                    (subscription, rows) -> List.of(new Message(user(subscription), rows, null)),
                    First.SNAPSHOT,
                    List.of(UserTwapHistoryChannel::missed)));

    private UserTwapHistoryChannel() {}

    /**
     * Changes of TWAP orders.
     *
     * @param user whose
     * @param history in a snapshot newest first
     * @param isSnapshot true for the newest rows before the subscription; missing otherwise
     */
    public record Message(
            String user, List<TwapUpdate> history, @Nullable Boolean isSnapshot) {}

    private record Key(long time, @Nullable Long twapId, String coin, String side, long began, String status) {}

    static Object key(TwapUpdate update) {
        TwapState state = update.state();
        return new Key(
                update.time(),
                update.twapId(),
                state.coin(),
                state.side(),
                state.timestamp(),
                update.status().status());
    }

    /** The venue counts these in seconds; should it change its mind, the size of the number tells. */
    static long millis(TwapUpdate update) {
        return update.time() < 100_000_000_000L ? update.time() * 1000 : update.time();
    }

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "userTwapHistory").about(user).routedBy(Routes.of(user.hex()));
    }

    private static Span<TwapUpdate> missed(InfoClient info, Subscription<Message> subscription, long from) {
        return Newest.from(
                from, info.fetch(TwapHistory.of(subscription.user().orElseThrow())), UserTwapHistoryChannel::millis);
    }

    private static String user(Subscription<Message> subscription) {
        return subscription.user().orElseThrow().hex();
    }
}
