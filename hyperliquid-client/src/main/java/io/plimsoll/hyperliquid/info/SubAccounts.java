package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Optional;

/** Endpoint {@code subAccounts}: the sub-accounts of an account, with their state on the main dex. */
public final class SubAccounts {
    private SubAccounts() {}

    /** Empty for an account without any. Weight 20. */
    public static InfoRequest<Optional<List<SubAccount>>> of(Address user) {
        return InfoRequest.maybe("subAccounts", 20, new TypeReference<List<SubAccount>>() {})
                .with("user", user.hex());
    }

    /**
     * A sub-account.
     *
     * @param name chosen by the owner
     * @param subAccountUser its address
     * @param master the owner's address
     * @param clearinghouseState perps on the main dex
     * @param spotState balances
     */
    public record SubAccount(
            String name,
            String subAccountUser,
            String master,
            ClearinghouseState clearinghouseState,
            SpotClearinghouseState spotState) {}
}
