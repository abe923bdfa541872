package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Optional;

/** Endpoint {@code userAbstraction}: where an account keeps its collateral. */
public final class UserAbstraction {
    private UserAbstraction() {}

    /**
     * {@code unifiedAccount}, {@code portfolioMargin}, {@code disabled}, {@code default}, {@code dexAbstraction}, or a word yet
     * unknown; empty where the venue says nothing. Weight 20.
     */
    public static InfoRequest<Optional<String>> of(Address user) {
        return InfoRequest.maybe("userAbstraction", 20, new TypeReference<String>() {})
                .with("user", user.hex());
    }
}
