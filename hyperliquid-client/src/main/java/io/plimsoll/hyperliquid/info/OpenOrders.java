package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code openOrders}: the resting orders of an account, in short. */
public final class OpenOrders {
    private OpenOrders() {}

    /** On the main dex and spot. Weight 20. */
    public static InfoRequest<List<OpenOrder>> of(Address user) {
        return of(user, null);
    }

    /** On a builder's dex; null for the main one and spot. Weight 20. */
    public static InfoRequest<List<OpenOrder>> of(Address user, @Nullable String dex) {
        return InfoRequest.of("openOrders", 20, new TypeReference<List<OpenOrder>>() {})
                .with("user", user.hex())
                .with("dex", dex);
    }
}
