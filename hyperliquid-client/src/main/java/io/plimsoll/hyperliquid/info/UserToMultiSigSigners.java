package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Optional;

/**
 * Answer to {@code userToMultiSigSigners}: who signs for a multi-sig account.
 *
 * @param authorizedUsers addresses
 * @param threshold signatures needed
 */
public record UserToMultiSigSigners(List<String> authorizedUsers, int threshold) {

    /** Empty for an account with one key. Weight 20. */
    public static InfoRequest<Optional<UserToMultiSigSigners>> of(Address user) {
        return InfoRequest.maybe("userToMultiSigSigners", 20, new TypeReference<UserToMultiSigSigners>() {})
                .with("user", user.hex());
    }
}
