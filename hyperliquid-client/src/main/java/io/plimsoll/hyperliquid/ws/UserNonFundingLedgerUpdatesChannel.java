package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import io.plimsoll.hyperliquid.info.UserNonFundingLedgerUpdates;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code userNonFundingLedgerUpdates}: deposits, withdrawals, transfers and liquidations of a user. The newest come first, as a snapshot; after a loss, what was missed is delivered once and
 * oldest first.
 */
public final class UserNonFundingLedgerUpdatesChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents(
                    "userNonFundingLedgerUpdates", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()))
            .snapshotIf(message -> Boolean.TRUE.equals(message.isSnapshot()))
            .withRows(new Rows<>(
                    Message::nonFundingLedgerUpdates,
                    LedgerUpdate::time,
                    update -> update,
                    (subscription, rows) -> List.of(new Message(user(subscription), rows, null)),
                    First.SNAPSHOT,
                    List.of(UserNonFundingLedgerUpdatesChannel::missed)));

    private UserNonFundingLedgerUpdatesChannel() {}

    /**
     * Changes of the ledger.
     *
     * @param user whose
     * @param nonFundingLedgerUpdates in a snapshot newest first
     * @param isSnapshot true for the newest rows before the subscription; missing otherwise
     */
    public record Message(
            String user,
            List<LedgerUpdate> nonFundingLedgerUpdates,
            @Nullable Boolean isSnapshot) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "userNonFundingLedgerUpdates")
                .about(user)
                .routedBy(Routes.of(user.hex()));
    }

    private static Span<LedgerUpdate> missed(InfoClient info, Subscription<Message> subscription, long from) {
        Address user = subscription.user().orElseThrow();
        return Pages.from(
                from,
                start -> info.fetch(UserNonFundingLedgerUpdates.of(user, start, null)),
                LedgerUpdate::time,
                update -> update,
                Integer.MAX_VALUE);
    }

    private static String user(Subscription<Message> subscription) {
        return subscription.user().orElseThrow().hex();
    }
}
