package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Answer to {@code legalCheck}: whether an account may use the venue's page.
 *
 * @param acceptedTerms of use
 * @param userAllowed not blocked
 * @param restrictions {@code n} none, or one of {@code a}, {@code o}, {@code u}; an open set
 */
public record LegalCheck(boolean acceptedTerms, boolean userAllowed, String restrictions) {

    /** Of one account. Weight 20. */
    public static InfoRequest<LegalCheck> of(Address user) {
        return InfoRequest.of("legalCheck", 20, new TypeReference<LegalCheck>() {})
                .with("user", user.hex());
    }
}
