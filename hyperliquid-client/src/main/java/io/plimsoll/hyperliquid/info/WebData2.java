package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code webData2}: everything the venue's page shows to an account, on the main dex.
 *
 * @param clearinghouseState perp positions and margin
 * @param leadingVaults vaults the account leads
 * @param totalVaultEquity held in vaults, USDC
 * @param openOrders resting orders
 * @param agentAddress the unnamed key that may sign for it; null for none
 * @param agentValidUntil milliseconds; null for none
 * @param cumLedger deposits less withdrawals, USDC
 * @param meta perp markets
 * @param assetCtxs their live numbers, in the order of {@code meta.universe}; a local node leaves them out
 * @param serverTime milliseconds
 * @param isVault the account is a vault
 * @param user account
 * @param twapStates running TWAP orders
 * @param spotState token balances
 * @param spotAssetCtxs live numbers of the spot markets; a local node leaves them out
 * @param optOutOfSpotDusting true: small balances are kept
 * @param perpsAtOpenInterestCap markets that take no more open interest
 */
public record WebData2(
        ClearinghouseState clearinghouseState,
        @Nullable List<LeadingVault> leadingVaults,
        BigDecimal totalVaultEquity,
        List<FrontendOpenOrder> openOrders,
        @Nullable String agentAddress,
        @Nullable Long agentValidUntil,
        BigDecimal cumLedger,
        @Nullable Meta meta,
        @Nullable List<PerpAssetCtx> assetCtxs,
        long serverTime,
        boolean isVault,
        String user,
        @Nullable List<TwapState.Entry> twapStates,
        @Nullable SpotClearinghouseState spotState,
        @Nullable List<SpotAssetCtx> spotAssetCtxs,
        @Nullable Boolean optOutOfSpotDusting,
        @Nullable List<String> perpsAtOpenInterestCap) {

    /**
     * A vault the account leads.
     *
     * @param address of the vault
     * @param name of the vault
     */
    public record LeadingVault(String address, String name) {}

    /** Of one account. Weight 20. */
    public static InfoRequest<WebData2> of(Address user) {
        return InfoRequest.of("webData2", 20, new TypeReference<WebData2>() {}).with("user", user.hex());
    }
}
