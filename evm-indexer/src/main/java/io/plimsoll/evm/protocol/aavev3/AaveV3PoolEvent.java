package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Something that happened in a pool, with the protocol's words. Amounts are units of the token, not negative; rates and indexes are
 * ray. Components {@code at} and {@code pool} are the same in all: where it happened, and the contract that says so.
 *
 * @see <a href="https://github.com/aave-dao/aave-v3-origin/blob/main/src/contracts/interfaces/IPool.sol">IPool</a>
 */
public sealed interface AaveV3PoolEvent extends ChainEvent {
    /** The pool that says so. */
    Address pool();

    /**
     * A token was supplied.
     *
     * @param reserve token
     * @param user who paid
     * @param onBehalfOf who has it now
     */
    record Supply(LogRef at, Address pool, Address reserve, Address user, Address onBehalfOf, BigInteger amount)
            implements AaveV3PoolEvent {}

    /**
     * A supplied token was taken back.
     *
     * @param reserve token
     * @param user whose it was
     * @param to who got it
     */
    record Withdraw(LogRef at, Address pool, Address reserve, Address user, Address to, BigInteger amount)
            implements AaveV3PoolEvent {}

    /**
     * A token was borrowed.
     *
     * @param reserve token
     * @param user who got it
     * @param onBehalfOf who owes it
     * @param interestRateMode 1 stable, until 3.1; 2 variable
     * @param borrowRate of a year, ray
     */
    record Borrow(
            LogRef at,
            Address pool,
            Address reserve,
            Address user,
            Address onBehalfOf,
            BigInteger amount,
            int interestRateMode,
            BigInteger borrowRate)
            implements AaveV3PoolEvent {}

    /**
     * A debt was paid back.
     *
     * @param reserve token
     * @param user whose debt
     * @param repayer who paid
     * @param useATokens paid with what the repayer has supplied
     */
    record Repay(
            LogRef at,
            Address pool,
            Address reserve,
            Address user,
            Address repayer,
            BigInteger amount,
            boolean useATokens)
            implements AaveV3PoolEvent {}

    /**
     * An account was liquidated.
     *
     * @param collateralAsset token that was seized
     * @param debtAsset token that was paid back
     * @param user who was liquidated
     * @param debtToCover what was paid back
     * @param liquidatedCollateralAmount what the liquidator got; the protocol's share of the bonus is not in it
     * @param receiveAToken the liquidator got it as supplied token
     */
    record LiquidationCall(
            LogRef at,
            Address pool,
            Address collateralAsset,
            Address debtAsset,
            Address user,
            BigInteger debtToCover,
            BigInteger liquidatedCollateralAmount,
            Address liquidator,
            boolean receiveAToken)
            implements AaveV3PoolEvent {

        /**
         * The same in the words of all protocols.
         *
         * @param protocol name of the deployment, such as {@code hyperlend}; the market is the pool's address
         */
        public ProtocolLiquidation toLiquidation(String protocol) {
            return new ProtocolLiquidation(
                    new MarketId(at.chain(), protocol, pool.hex()),
                    Optional.empty(),
                    user,
                    liquidator,
                    Optional.of(new Amount(debtAsset, debtToCover)),
                    Optional.of(new Amount(collateralAsset, liquidatedCollateralAmount)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    at.block(),
                    at.transaction(),
                    at.logIndex());
        }
    }

    /**
     * The state of a reserve was brought up to the block's time.
     *
     * @param reserve token
     * @param liquidityRate that suppliers earn in a year, ray
     * @param stableBorrowRate of a year, ray; 0 since 3.2
     * @param variableBorrowRate of a year, ray
     * @param liquidityIndex ray
     * @param variableBorrowIndex ray
     */
    record ReserveDataUpdated(
            LogRef at,
            Address pool,
            Address reserve,
            BigInteger liquidityRate,
            BigInteger stableBorrowRate,
            BigInteger variableBorrowRate,
            BigInteger liquidityIndex,
            BigInteger variableBorrowIndex)
            implements AaveV3PoolEvent {}

    /**
     * An account chose an e-mode category.
     *
     * @param categoryId 0 is none
     */
    record UserEModeSet(LogRef at, Address pool, Address user, int categoryId) implements AaveV3PoolEvent {}

    /**
     * What an account has supplied stands for its debts from now on.
     *
     * @param reserve token
     */
    record ReserveUsedAsCollateralEnabled(LogRef at, Address pool, Address reserve, Address user)
            implements AaveV3PoolEvent {}

    /**
     * What an account has supplied does not stand for its debts any more.
     *
     * @param reserve token
     */
    record ReserveUsedAsCollateralDisabled(LogRef at, Address pool, Address reserve, Address user)
            implements AaveV3PoolEvent {}

    /**
     * A token was lent within a transaction.
     *
     * @param target contract that got it
     * @param initiator who called
     * @param asset token
     * @param interestRateMode 0 paid back; otherwise it stays as a debt, 1 stable, 2 variable
     * @param premium paid for it
     */
    record FlashLoan(
            LogRef at,
            Address pool,
            Address target,
            Address initiator,
            Address asset,
            BigInteger amount,
            int interestRateMode,
            BigInteger premium)
            implements AaveV3PoolEvent {}

    /**
     * The treasury got its share of the interest.
     *
     * @param reserve token
     */
    record MintedToTreasury(LogRef at, Address pool, Address reserve, BigInteger amountMinted)
            implements AaveV3PoolEvent {}

    /**
     * Debt against a collateral in isolation changed; until 3.6.
     *
     * @param asset the collateral
     * @param totalDebt with 2 decimals
     */
    record IsolationModeTotalDebtUpdated(LogRef at, Address pool, Address asset, BigInteger totalDebt)
            implements AaveV3PoolEvent {}

    /**
     * A debt was written off, as its owner has no collateral left; since 3.3.
     *
     * @param debtAsset token
     */
    record DeficitCreated(LogRef at, Address pool, Address user, Address debtAsset, BigInteger amountCreated)
            implements AaveV3PoolEvent {}

    /**
     * Somebody paid for debts that were written off; since 3.3.
     *
     * @param reserve token
     */
    record DeficitCovered(LogRef at, Address pool, Address reserve, Address caller, BigInteger amountCovered)
            implements AaveV3PoolEvent {}

    /** An account lets another choose its e-mode and collateral; since 3.4. */
    record PositionManagerApproved(LogRef at, Address pool, Address user, Address positionManager)
            implements AaveV3PoolEvent {}

    /** An account does not let another do so any more; since 3.4. */
    record PositionManagerRevoked(LogRef at, Address pool, Address user, Address positionManager)
            implements AaveV3PoolEvent {}

    /**
     * Supplied tokens were made by a bridge, with nothing behind them yet; until 3.3.
     *
     * @param reserve token
     * @param user the bridge
     * @param onBehalfOf who has them
     */
    record MintUnbacked(LogRef at, Address pool, Address reserve, Address user, Address onBehalfOf, BigInteger amount)
            implements AaveV3PoolEvent {}

    /**
     * A bridge brought what belongs behind such tokens; until 3.3.
     *
     * @param reserve token
     * @param backer the bridge
     * @param fee beside the amount
     */
    record BackUnbacked(LogRef at, Address pool, Address reserve, Address backer, BigInteger amount, BigInteger fee)
            implements AaveV3PoolEvent {}

    /**
     * A debt was turned into one of the other kind; until 3.1.
     *
     * @param reserve token
     * @param interestRateMode that it had before: 1 stable, 2 variable
     */
    record SwapBorrowRateMode(LogRef at, Address pool, Address reserve, Address user, int interestRateMode)
            implements AaveV3PoolEvent {}

    /**
     * The stable rate of a debt was set anew; until 3.1.
     *
     * @param reserve token
     */
    record RebalanceStableBorrowRate(LogRef at, Address pool, Address reserve, Address user)
            implements AaveV3PoolEvent {}
}
