package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.SpotAssetCtx;

/**
 * Channel {@code activeSpotAssetCtx}: live numbers of a spot market, about once a second. The subscription is of type {@code
 * activeAssetCtx}; the venue answers on this channel if the coin is a spot one.
 */
public final class ActiveSpotAssetCtxChannel {
    static final Channel<Message> CHANNEL = Channel.ofState("activeSpotAssetCtx", new TypeReference<Message>() {})
            .routedBy(Message::coin);

    private ActiveSpotAssetCtxChannel() {}

    /**
     * Live numbers.
     *
     * @param coin market
     * @param ctx numbers
     */
    public record Message(String coin, SpotAssetCtx ctx) {}

    /**
     * Of a spot market.
     *
     * @param coin such as {@code @107} or {@code PURR/USDC}
     */
    public static Subscription<Message> of(String coin) {
        return Subscription.to(CHANNEL, "activeAssetCtx").with("coin", coin).routedBy(coin);
    }
}
