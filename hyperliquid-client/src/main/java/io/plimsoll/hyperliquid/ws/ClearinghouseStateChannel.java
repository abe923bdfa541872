package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.ClearinghouseState;
import org.jspecify.annotations.Nullable;

/** Channel {@code clearinghouseState}: perp positions and margin of a user on one dex, sent whole every few seconds. */
public final class ClearinghouseStateChannel {
    static final Channel<Message> CHANNEL = Channel.ofState("clearinghouseState", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.user(), message.dex()));

    private ClearinghouseStateChannel() {}

    /**
     * State of a user.
     *
     * @param dex of a builder; empty for the main one
     * @param user whose
     * @param clearinghouseState positions and margin
     */
    public record Message(@Nullable String dex, String user, ClearinghouseState clearinghouseState) {}

    /** Of a user on the main dex. */
    public static Subscription<Message> of(Address user) {
        return of(user, null);
    }

    /** Of a user on a builder's dex; null for the main one. */
    public static Subscription<Message> of(Address user, @Nullable String dex) {
        return Subscription.to(CHANNEL, "clearinghouseState")
                .about(user)
                .with("dex", dex)
                .routedBy(Routes.of(user.hex(), dex));
    }
}
