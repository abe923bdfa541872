package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;

/** Endpoint {@code maxBuilderFee}: the most that a builder may charge an account. */
public final class MaxBuilderFee {
    private MaxBuilderFee() {}

    /** Tenths of a basis point: 10 is 0.01 %; 0 where nothing was approved. Weight 20. */
    public static InfoRequest<Integer> of(Address user, Address builder) {
        return InfoRequest.of("maxBuilderFee", 20, new TypeReference<Integer>() {})
                .with("user", user.hex())
                .with("builder", builder.hex());
    }
}
