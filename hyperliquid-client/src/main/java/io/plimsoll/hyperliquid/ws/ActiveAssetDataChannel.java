package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.ActiveAssetData;

/** Channel {@code activeAssetData}: what a user could trade in a perp market now. */
public final class ActiveAssetDataChannel {
    static final Channel<ActiveAssetData> CHANNEL = Channel.ofState(
                    "activeAssetData", new TypeReference<ActiveAssetData>() {})
            .routedBy(data -> Routes.of(data.user(), data.coin()));

    private ActiveAssetDataChannel() {}

    /** Of a user in a perp market. */
    public static Subscription<ActiveAssetData> of(Address user, String coin) {
        return Subscription.to(CHANNEL, "activeAssetData")
                .with("coin", coin)
                .about(user)
                .routedBy(Routes.of(user.hex(), coin));
    }
}
