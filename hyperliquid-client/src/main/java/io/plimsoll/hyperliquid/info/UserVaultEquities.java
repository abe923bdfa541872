package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code userVaultEquities}: what an account holds in vaults. */
public final class UserVaultEquities {
    private UserVaultEquities() {}

    /** By vault. Weight 20. */
    public static InfoRequest<List<Equity>> of(Address user) {
        return InfoRequest.of("userVaultEquities", 20, new TypeReference<List<Equity>>() {})
                .with("user", user.hex());
    }

    /**
     * A share of a vault.
     *
     * @param vaultAddress of the vault
     * @param equity USDC
     * @param lockedUntilTimestamp milliseconds, until when it cannot be withdrawn
     */
    public record Equity(String vaultAddress, BigDecimal equity, long lockedUntilTimestamp) {}
}
