package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Answer to {@code preTransferCheck}: what a transfer to an account would meet.
 *
 * @param fee for activating it, USDC
 * @param isSanctioned nothing may be sent to it
 * @param userExists the venue knows it
 * @param userHasSentTx it has acted at least once
 */
public record PreTransferCheck(BigDecimal fee, boolean isSanctioned, boolean userExists, boolean userHasSentTx) {

    /** To {@code user} from {@code source}. Weight 20. */
    public static InfoRequest<PreTransferCheck> of(Address user, Address source) {
        return InfoRequest.of("preTransferCheck", 20, new TypeReference<PreTransferCheck>() {})
                .with("user", user.hex())
                .with("source", source.hex());
    }
}
