package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.PerpAssetCtx;
import java.util.List;

/** Channel {@code allDexsAssetCtxs}: live numbers of all perp markets of all dexs; some 100 KB a message. */
public final class AllDexsAssetCtxsChannel {
    static final Channel<Message> CHANNEL = Channel.ofState("allDexsAssetCtxs", new TypeReference<Message>() {});

    private AllDexsAssetCtxsChannel() {}

    /**
     * Live numbers.
     *
     * @param ctxs by dex
     */
    public record Message(List<DexCtxs> ctxs) {}

    /**
     * A pair on the wire.
     *
     * @param dex of a builder; empty for the main one
     * @param ctxs in the order of the dex's {@code meta.universe}
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record DexCtxs(String dex, List<PerpAssetCtx> ctxs) {}

    /** Of all dexs. */
    public static Subscription<Message> of() {
        return Subscription.to(CHANNEL, "allDexsAssetCtxs");
    }
}
