package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A lending market made of Aave V3, of whatever revision. The addresses provider says where the others are now; it is asked by
 * {@link DeploymentCheck}.
 *
 * @param chain it is on
 * @param name as it calls itself
 * @param contracts that are known; pool and addresses provider always are
 */
public record AaveMarket(ChainId chain, String name, Map<Role, Deployment> contracts) {
    /** What a contract is in the market, in Aave's words. */
    public enum Role {
        /** Where to supply, borrow and liquidate. */
        POOL("pool"),
        /** Says where the others are now. */
        ADDRESSES_PROVIDER("addressesProvider"),
        /** Lists the addresses providers of a project. */
        ADDRESSES_PROVIDER_REGISTRY("addressesProviderRegistry"),
        /** AaveProtocolDataProvider; replaced at upgrades. */
        DATA_PROVIDER("dataProvider"),
        /** Many reads in one call; replaced at upgrades. */
        UI_POOL_DATA_PROVIDER("uiPoolDataProvider"),
        /** Rewards, many reads in one call. */
        UI_INCENTIVE_DATA_PROVIDER("uiIncentiveDataProvider"),
        /** Token balances, many in one call. */
        WALLET_BALANCE_PROVIDER("walletBalanceProvider"),
        /** AaveOracle: prices of reserves. */
        ORACLE("oracle"),
        /** Changes reserves, and logs that it did. */
        POOL_CONFIGURATOR("poolConfigurator"),
        /** Who may change what. */
        ACL_MANAGER("aclManager"),
        /** Pays rewards. */
        REWARDS_CONTROLLER("rewardsController"),
        /** Takes and gives the native token. */
        WRAPPED_TOKEN_GATEWAY("wrappedTokenGateway");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /** As it stands in an address book. */
        @Override
        public String toString() {
            return text;
        }
    }

    public AaveMarket {
        contracts = Collections.unmodifiableMap(new EnumMap<>(contracts));
        if (!contracts.containsKey(Role.POOL) || !contracts.containsKey(Role.ADDRESSES_PROVIDER)) {
            throw new IllegalArgumentException(
                    "a market has a pool and an addresses provider, " + name + " has " + contracts.keySet());
        }
    }

    /** Where to supply, borrow and liquidate; what logs the events. */
    public Deployment pool() {
        return contract(Role.POOL);
    }

    /** What says where everything else is. */
    public Deployment addressesProvider() {
        return contract(Role.ADDRESSES_PROVIDER);
    }

    /**
     * A contract of the market.
     *
     * @throws IllegalArgumentException if it is not known
     */
    public Deployment contract(Role role) {
        Deployment deployment = contracts.get(role);
        if (deployment == null) {
            throw new IllegalArgumentException("no " + role + " of " + name + " is known, ask its addresses provider");
        }
        return deployment;
    }
}
