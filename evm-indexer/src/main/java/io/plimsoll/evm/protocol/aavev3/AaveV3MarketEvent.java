package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * A change of a market's terms or contracts, with the protocol's words, said by the configurator unless it is written otherwise.
 * Shares are basis points, in a wide type as on the wire, since strangers may log anything. Components {@code at} and {@code contract}
 * are the same in all: where it happened, and who says so.
 *
 * @see <a
 *     href="https://github.com/aave-dao/aave-v3-origin/blob/main/src/contracts/interfaces/IPoolConfigurator.sol">IPoolConfigurator</a>
 */
public sealed interface AaveV3MarketEvent extends ChainEvent {
    /** The contract that says so. */
    Address contract();

    /** A yes or no about a reserve; see {@link Switched}. */
    enum Switch {
        /** It may be used at all. */
        ACTIVE,
        /** Nothing may be added to positions: no supply, no borrow. */
        FROZEN,
        /** Nothing may be done, not even a liquidation. */
        PAUSED,
        /** It may be borrowed. */
        BORROWING,
        /** It may be lent within a transaction. */
        FLASH_LOANING,
        /** It may be borrowed at a stable rate; until 3.1. */
        STABLE_BORROWING,
        /** It may be borrowed against collateral in isolation; until 3.6. */
        BORROWABLE_IN_ISOLATION,
        /** Who borrows it may borrow nothing else; until 3.6. */
        SILOED
    }

    /** A number of a reserve; see {@link Changed}. */
    enum Term {
        /** Largest debt of all accounts, whole tokens; 0 is no cap. */
        BORROW_CAP,
        /** Largest supply of all accounts, whole tokens; 0 is no cap. */
        SUPPLY_CAP,
        /** The protocol's share of the liquidation bonus. */
        LIQUIDATION_PROTOCOL_FEE,
        /** The protocol's share of the interest. */
        RESERVE_FACTOR,
        /** Largest debt against the reserve in isolation, USD with 2 decimals; until 3.6. */
        DEBT_CEILING
    }

    /**
     * A token was listed.
     *
     * @param stableDebtToken zero since 3.2
     */
    record ReserveInitialized(
            LogRef at,
            Address contract,
            Address asset,
            Address aToken,
            Address stableDebtToken,
            Address variableDebtToken,
            Address interestRateStrategy)
            implements AaveV3MarketEvent {}

    /** A token is no reserve any more. */
    record ReserveDropped(LogRef at, Address contract, Address asset) implements AaveV3MarketEvent {}

    /**
     * What a reserve counts for as collateral.
     *
     * @param ltv how much may be borrowed against it
     * @param liquidationThreshold how much debt it carries; 0: it is no collateral
     * @param liquidationBonus what a liquidator gets for what he pays: 10500 is 5 % more
     */
    record CollateralConfigurationChanged(
            LogRef at,
            Address contract,
            Address asset,
            BigInteger ltv,
            BigInteger liquidationThreshold,
            BigInteger liquidationBonus)
            implements AaveV3MarketEvent {}

    /**
     * The loan-to-value that a frozen reserve will have again when it is not frozen any more; since 3.1.
     *
     * @param ltv basis points
     */
    record PendingLtvChanged(LogRef at, Address contract, Address asset, BigInteger ltv) implements AaveV3MarketEvent {}

    /**
     * A yes or no about a reserve changed.
     *
     * @param what is meant
     * @param on from now on
     */
    record Switched(LogRef at, Address contract, Address asset, Switch what, boolean on) implements AaveV3MarketEvent {}

    /**
     * A number of a reserve changed.
     *
     * @param what is meant
     * @param before the old one
     * @param after the new one
     */
    record Changed(LogRef at, Address contract, Address asset, Term what, BigInteger before, BigInteger after)
            implements AaveV3MarketEvent {}

    /**
     * Nobody is liquidated for a reserve for some time; since 3.1.
     *
     * @param gracePeriodUntil Unix seconds; 0: liquidations are allowed again, before the time was over
     */
    record LiquidationGracePeriodChanged(LogRef at, Address contract, Address asset, long gracePeriodUntil)
            implements AaveV3MarketEvent {}

    /**
     * An e-mode category was added or changed.
     *
     * @param oracle asset whose price all its assets have, zero: each has its own; zero since 3.2
     */
    record EModeCategoryAdded(
            LogRef at,
            Address contract,
            int categoryId,
            BigInteger ltv,
            BigInteger liquidationThreshold,
            BigInteger liquidationBonus,
            Address oracle,
            String label)
            implements AaveV3MarketEvent {}

    /** An asset went from one category to another, 0 is none; until 3.1. */
    record EModeAssetCategoryChanged(LogRef at, Address contract, Address asset, int oldCategoryId, int newCategoryId)
            implements AaveV3MarketEvent {}

    /** An asset is collateral in a category, or not any more; since 3.2. */
    record AssetCollateralInEModeChanged(LogRef at, Address contract, Address asset, int categoryId, boolean collateral)
            implements AaveV3MarketEvent {}

    /** An asset may be borrowed in a category, or not any more; since 3.2. */
    record AssetBorrowableInEModeChanged(LogRef at, Address contract, Address asset, int categoryId, boolean borrowable)
            implements AaveV3MarketEvent {}

    /** Nothing may be borrowed against an asset in a category, or again; since 3.6. */
    record AssetLtvzeroInEModeChanged(LogRef at, Address contract, Address asset, int categoryId, boolean ltvzero)
            implements AaveV3MarketEvent {}

    /** Nothing may be borrowed in a category against what is not its own collateral, or again; since 3.7. */
    record EModeCategoryIsolationChanged(LogRef at, Address contract, int categoryId, boolean isolated)
            implements AaveV3MarketEvent {}

    /** A reserve's interest follows from another contract. */
    record ReserveInterestRateStrategyChanged(
            LogRef at, Address contract, Address asset, Address oldStrategy, Address newStrategy)
            implements AaveV3MarketEvent {}

    /**
     * The numbers of a reserve's interest rate changed; since 3.1.
     *
     * @param data ABI-encoded, as the strategy takes it; hex
     */
    record ReserveInterestRateDataChanged(LogRef at, Address contract, Address asset, Address strategy, String data)
            implements AaveV3MarketEvent {}

    /**
     * What a loan within a transaction costs.
     *
     * @param before basis points
     * @param after basis points
     */
    record FlashloanPremiumTotalUpdated(LogRef at, Address contract, BigInteger before, BigInteger after)
            implements AaveV3MarketEvent {}

    /**
     * The pool has other code, says the provider; the pool itself says {@link Upgraded}. Read the market again.
     *
     * @param oldImplementation zero before the first
     * @param newImplementation where the code is; the pool's own address stays
     */
    record PoolUpdated(LogRef at, Address contract, Address oldImplementation, Address newImplementation)
            implements AaveV3MarketEvent {}

    /** The provider names another data provider. */
    record PoolDataProviderUpdated(LogRef at, Address contract, Address oldAddress, Address newAddress)
            implements AaveV3MarketEvent {}

    /** The provider names another oracle. */
    record PriceOracleUpdated(LogRef at, Address contract, Address oldAddress, Address newAddress)
            implements AaveV3MarketEvent {}

    /** The oracle has a token's price from elsewhere. */
    record AssetSourceUpdated(LogRef at, Address contract, Address asset, Address source)
            implements AaveV3MarketEvent {}

    /**
     * The oracle asks another one where it has no price of its own.
     *
     * @param fallbackOracle zero: none
     */
    record FallbackOracleUpdated(LogRef at, Address contract, Address fallbackOracle) implements AaveV3MarketEvent {}

    /** A proxy has other code: another version of the protocol, if it is the pool. Read the market again. */
    record Upgraded(LogRef at, Address contract, Address implementation) implements AaveV3MarketEvent {}

    /**
     * A price source of Chainlink's shape has a new price. Said by the aggregator behind the source.
     *
     * @param current price with the source's decimals
     * @param roundId of the source
     * @param updatedAt Unix seconds
     */
    record AnswerUpdated(LogRef at, Address contract, BigInteger current, BigInteger roundId, BigInteger updatedAt)
            implements AaveV3MarketEvent {}
}
