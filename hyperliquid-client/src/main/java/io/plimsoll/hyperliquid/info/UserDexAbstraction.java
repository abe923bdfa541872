package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Optional;

/**
 * Endpoint {@code userDexAbstraction}: whether an account shares its collateral between dexes, in the way that came before
 * {@link UserAbstraction}.
 */
public final class UserDexAbstraction {
    private UserDexAbstraction() {}

    /** Empty where the venue answers null: nothing was ever chosen, which is not the same as no. Weight 20. */
    public static InfoRequest<Optional<Boolean>> of(Address user) {
        return InfoRequest.maybe("userDexAbstraction", 20, new TypeReference<Boolean>() {})
                .with("user", user.hex());
    }
}
