package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/** Endpoint {@code approvedBuilders}: the builders whose fees an account has approved. */
public final class ApprovedBuilders {
    private ApprovedBuilders() {}

    /** Addresses of the builders. Weight 20. */
    public static InfoRequest<List<String>> of(Address user) {
        return InfoRequest.of("approvedBuilders", 20, new TypeReference<List<String>>() {})
                .with("user", user.hex());
    }
}
