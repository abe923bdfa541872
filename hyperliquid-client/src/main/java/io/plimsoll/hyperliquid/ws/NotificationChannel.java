package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Channel {@code notification}: texts for a user. They carry no user, so a stream can have those of one user only, and are
 * not repeated: a loss is a {@link ChannelEvent.Gap}.
 */
public final class NotificationChannel {
    static final Channel<Message> CHANNEL = Channel.ofEvents("notification", new TypeReference<Message>() {});

    private NotificationChannel() {}

    /**
     * A text.
     *
     * @param notification for people
     */
    public record Message(String notification) {}

    /** For a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "notification").about(user);
    }
}
