package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.info.UserFillsByTime;
import io.plimsoll.hyperliquid.internal.ReadBy;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code userFills}: fills of a user. The newest come first, as a snapshot; after a loss, what was missed is delivered once and
 * oldest first.
 */
public final class UserFillsChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents("userFills", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()))
            .snapshotIf(message -> Boolean.TRUE.equals(message.isSnapshot()))
            .withRows(new Rows<>(
                    Message::fills,
                    UserFill::time,
                    FillKey::of,
                    (subscription, rows) -> List.of(new Message(user(subscription), rows, null)),
                    First.SNAPSHOT,
                    List.of(UserFillsChannel::missed)));

    private UserFillsChannel() {}

    /**
     * Fills.
     *
     * @param user whose
     * @param fills in a snapshot newest first
     * @param isSnapshot true for the newest rows before the subscription; missing otherwise
     */
    @ReadBy(UserFillsReader.class)
    public record Message(
            String user, List<UserFill> fills, @Nullable Boolean isSnapshot) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "userFills").about(user).routedBy(Routes.of(user.hex()));
    }

    /** Of a user; partial fills of one block as one if {@code aggregateByTime}. */
    public static Subscription<Message> of(Address user, boolean aggregateByTime) {
        return of(user).with("aggregateByTime", aggregateByTime);
    }

    private static Span<UserFill> missed(InfoClient info, Subscription<Message> subscription, long from) {
        boolean aggregated = Boolean.TRUE.equals(subscription.fields().get("aggregateByTime"));
        return fills(info, subscription.user().orElseThrow(), from, aggregated);
    }

    /** Those of a user from a time on. */
    static Span<UserFill> fills(InfoClient info, Address user, long from, boolean aggregated) {
        return Pages.from(
                from,
                start -> info.fetch(UserFillsByTime.of(user, start, null, aggregated ? Boolean.TRUE : null, null)),
                UserFill::time,
                FillKey::of,
                10_000);
    }

    private static String user(Subscription<Message> subscription) {
        return subscription.user().orElseThrow().hex();
    }
}
