package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.SpotAssetCtx;
import java.util.List;

/** Channel {@code spotAssetCtxs}: live numbers of all spot markets. */
public final class SpotAssetCtxsChannel {
    static final Channel<List<SpotAssetCtx>> CHANNEL =
            Channel.ofState("spotAssetCtxs", new TypeReference<List<SpotAssetCtx>>() {});

    private SpotAssetCtxsChannel() {}

    /** Of all spot markets. */
    public static Subscription<List<SpotAssetCtx>> of() {
        return Subscription.to(CHANNEL, "spotAssetCtxs");
    }
}
