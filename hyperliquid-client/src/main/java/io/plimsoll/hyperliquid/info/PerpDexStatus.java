package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;

/**
 * Answer to {@code perpDexStatus}.
 *
 * @param totalNetDeposit deposits less withdrawals, in the dex's collateral
 */
public record PerpDexStatus(BigDecimal totalNetDeposit) {

    /** Of a dex; the empty string for the main one. Weight 20. */
    public static InfoRequest<PerpDexStatus> of(String dex) {
        return InfoRequest.of("perpDexStatus", 20, new TypeReference<PerpDexStatus>() {})
                .with("dex", dex);
    }
}
