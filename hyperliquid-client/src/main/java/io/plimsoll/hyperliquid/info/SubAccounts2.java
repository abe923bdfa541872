package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code subAccounts2}: the sub-accounts of an account, with their state on every dex. */
public final class SubAccounts2 {
    private SubAccounts2() {}

    /** Empty for an account without any. Weight 20. */
    public static InfoRequest<Optional<List<SubAccount>>> of(Address user) {
        return InfoRequest.maybe("subAccounts2", 20, new TypeReference<List<SubAccount>>() {})
                .with("user", user.hex());
    }

    /**
     * A sub-account.
     *
     * @param name chosen by the owner
     * @param subAccountUser its address
     * @param master the owner's address
     * @param dexToClearinghouseState perps by dex
     * @param spotState balances
     * @param abstraction where it keeps its collateral, as {@link UserAbstraction} says; null for the default
     */
    public record SubAccount(
            @Nullable String name,
            @Nullable String subAccountUser,
            @Nullable String master,
            List<ClearinghouseState.OfDex> dexToClearinghouseState,
            SpotClearinghouseState spotState,
            @Nullable String abstraction) {}
}
