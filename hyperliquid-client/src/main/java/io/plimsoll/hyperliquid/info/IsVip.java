package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Optional;

/** Endpoint {@code isVip}: whether an account has a VIP fee tier. */
public final class IsVip {
    private IsVip() {}

    /** Empty where the venue answers null. Weight 20. */
    public static InfoRequest<Optional<Boolean>> of(Address user) {
        return InfoRequest.maybe("isVip", 20, new TypeReference<Boolean>() {}).with("user", user.hex());
    }
}
