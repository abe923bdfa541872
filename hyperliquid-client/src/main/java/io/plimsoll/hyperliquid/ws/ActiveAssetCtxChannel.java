package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.PerpAssetCtx;

/** Channel {@code activeAssetCtx}: live numbers of a perp market, about once a second. */
public final class ActiveAssetCtxChannel {
    static final Channel<Message> CHANNEL =
            Channel.ofState("activeAssetCtx", new TypeReference<Message>() {}).routedBy(Message::coin);

    private ActiveAssetCtxChannel() {}

    /**
     * Live numbers.
     *
     * @param coin market
     * @param ctx numbers
     */
    public record Message(String coin, PerpAssetCtx ctx) {}

    /**
     * Of a perp market.
     *
     * @throws IllegalArgumentException if it is a spot market, whose numbers are on {@link ActiveSpotAssetCtxChannel}
     */
    public static Subscription<Message> of(String coin) {
        if (coin.startsWith("@") || coin.contains("/")) {
            throw new IllegalArgumentException(
                    "coin must be a perp, spot is on ActiveSpotAssetCtxChannel, got " + coin);
        }
        return Subscription.to(CHANNEL, "activeAssetCtx").with("coin", coin).routedBy(coin);
    }
}
