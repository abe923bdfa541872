package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.TwapSliceFill;
import io.plimsoll.hyperliquid.info.UserTwapSliceFillsByTime;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code userTwapSliceFills}: fills of slices of TWAP orders of a user. The newest come first, as a snapshot; after a loss, what was missed is delivered once and
 * oldest first.
 */
public final class UserTwapSliceFillsChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents("userTwapSliceFills", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user()))
            .snapshotIf(message -> Boolean.TRUE.equals(message.isSnapshot()))
            .withRows(new Rows<>(
                    Message::twapSliceFills,
                    slice -> slice.fill().time(),
                    slice -> FillKey.of(slice.fill()),
                    (subscription, rows) -> List.of(new Message(user(subscription), rows, null)),
                    First.SNAPSHOT,
                    List.of(UserTwapSliceFillsChannel::missed)));

    private UserTwapSliceFillsChannel() {}

    /**
     * Fills of slices.
     *
     * @param user whose
     * @param twapSliceFills in a snapshot newest first
     * @param isSnapshot true for the newest rows before the subscription; missing otherwise
     */
    public record Message(
            String user,
            List<TwapSliceFill> twapSliceFills,
            @Nullable Boolean isSnapshot) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "userTwapSliceFills").about(user).routedBy(Routes.of(user.hex()));
    }

    private static Span<TwapSliceFill> missed(InfoClient info, Subscription<Message> subscription, long from) {
        Address user = subscription.user().orElseThrow();
        return Pages.ofUnknownLength(
                from,
                start -> info.fetch(UserTwapSliceFillsByTime.of(user, start, null)),
                slice -> slice.fill().time(),
                slice -> FillKey.of(slice.fill()),
                10_000);
    }

    private static String user(Subscription<Message> subscription) {
        return subscription.user().orElseThrow().hex();
    }
}
