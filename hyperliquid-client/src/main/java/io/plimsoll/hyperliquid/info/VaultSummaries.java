package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code vaultSummaries}: vaults made in the last hours, not all of them. */
public final class VaultSummaries {
    private VaultSummaries() {}

    /**
     * A vault.
     *
     * @param name for people
     * @param vaultAddress its own
     * @param leader who trades
     * @param tvl deposits in USDC
     * @param isClosed no longer trading
     * @param relationship to other vaults
     * @param createTimeMillis milliseconds
     */
    public record Vault(
            String name,
            String vaultAddress,
            String leader,
            BigDecimal tvl,
            boolean isClosed,
            VaultRelationship relationship,
            long createTimeMillis) {}

    /** The newest. Weight 20. */
    public static InfoRequest<List<Vault>> of() {
        return InfoRequest.of("vaultSummaries", 20, new TypeReference<List<Vault>>() {});
    }
}
