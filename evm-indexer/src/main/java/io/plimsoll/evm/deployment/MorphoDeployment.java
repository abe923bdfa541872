package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Morpho Blue and what belongs to it.
 *
 * @param chain it is on
 * @param contracts that are known; Morpho itself always is
 */
public record MorphoDeployment(ChainId chain, Map<Role, Deployment> contracts) {
    /** What a contract is, in Morpho's words. */
    public enum Role {
        /** All markets. */
        MORPHO("morpho"),
        /** Rate model of the markets. */
        ADAPTIVE_CURVE_IRM("adaptiveCurveIrm"),
        /** Makes MetaMorpho vaults V1.1. */
        META_MORPHO_FACTORY("metaMorphoFactory"),
        /** Makes vaults V2. */
        VAULT_V2_FACTORY("vaultV2Factory"),
        /** Several actions in one transaction. */
        BUNDLER3("bundler3"),
        /** What the bundler acts through. */
        GENERAL_ADAPTER1("generalAdapter1"),
        /** Moves liquidity of vaults on demand. */
        PUBLIC_ALLOCATOR("publicAllocator"),
        /** Makes oracles from feeds. */
        CHAINLINK_ORACLE_V2_FACTORY("chainlinkOracleV2Factory"),
        /** Makes pre-liquidation contracts. */
        PRE_LIQUIDATION_FACTORY("preLiquidationFactory"),
        /** Registries of vault adapters. */
        REGISTRY_LIST("registryList");

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

    public MorphoDeployment {
        contracts = Collections.unmodifiableMap(new EnumMap<>(contracts));
        if (!contracts.containsKey(Role.MORPHO)) {
            throw new IllegalArgumentException("Morpho itself is missing, there are " + contracts.keySet());
        }
    }

    /** The one contract that holds all markets and logs their events. */
    public Deployment morpho() {
        return contract(Role.MORPHO);
    }

    /**
     * A contract that belongs to it.
     *
     * @throws IllegalArgumentException if it is not known
     */
    public Deployment contract(Role role) {
        Deployment deployment = contracts.get(role);
        if (deployment == null) {
            throw new IllegalArgumentException("no " + role + " of Morpho on chain " + chain + " is known");
        }
        return deployment;
    }
}
