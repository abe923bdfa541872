package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code frontendOpenOrders}: the resting orders of an account, with everything the venue shows. */
public final class FrontendOpenOrders {
    private FrontendOpenOrders() {}

    /** On the main dex and spot. Weight 20. */
    public static InfoRequest<List<FrontendOpenOrder>> of(Address user) {
        return of(user, null);
    }

    /** On a builder's dex; null for the main one and spot. Weight 20. */
    public static InfoRequest<List<FrontendOpenOrder>> of(Address user, @Nullable String dex) {
        return InfoRequest.of("frontendOpenOrders", 20, new TypeReference<List<FrontendOpenOrder>>() {})
                .with("user", user.hex())
                .with("dex", dex);
    }
}
