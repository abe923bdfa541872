package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.PerpAssetCtx;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channel {@code assetCtxs}: live numbers of all perp markets of one dex. */
public final class AssetCtxsChannel {
    static final Channel<Message> CHANNEL =
            Channel.ofState("assetCtxs", new TypeReference<Message>() {}).routedBy(Message::dex);

    private AssetCtxsChannel() {}

    /**
     * Live numbers.
     *
     * @param dex of a builder; empty for the main one
     * @param ctxs in the order of the dex's {@code meta.universe}
     */
    public record Message(String dex, List<PerpAssetCtx> ctxs) {}

    /** Of the main dex. */
    public static Subscription<Message> of() {
        return of(null);
    }

    /** Of a builder's dex; null for the main one. */
    public static Subscription<Message> of(@Nullable String dex) {
        return Subscription.to(CHANNEL, "assetCtxs").with("dex", dex).routedBy(Objects.requireNonNullElse(dex, ""));
    }
}
