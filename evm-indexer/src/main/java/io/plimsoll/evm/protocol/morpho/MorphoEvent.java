package io.plimsoll.evm.protocol.morpho;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Something that happened in Morpho Blue or in a contract beside it, with the protocol's words. Assets are units of the loan token
 * unless it is written otherwise, shares are Morpho's own. Components {@code at}, {@code contract} and {@code id} are the same in all:
 * where it happened, who says so, and the market's id.
 *
 * @see <a href="https://github.com/morpho-org/morpho-blue/blob/main/src/libraries/EventsLib.sol">EventsLib</a>
 */
public sealed interface MorphoEvent extends ChainEvent {
    /** The contract that says so. */
    Address contract();

    /** A market was made. */
    record CreateMarket(LogRef at, Address contract, Bytes32 id, MorphoMarketParams params) implements MorphoEvent {}

    /**
     * Assets were lent.
     *
     * @param caller who paid
     * @param onBehalf whose they are
     */
    record Supply(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address caller,
            Address onBehalf,
            BigInteger assets,
            BigInteger shares)
            implements MorphoEvent {}

    /**
     * Lent assets were taken back.
     *
     * @param caller who did it
     * @param onBehalf whose they were
     * @param receiver who got them
     */
    record Withdraw(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address caller,
            Address onBehalf,
            Address receiver,
            BigInteger assets,
            BigInteger shares)
            implements MorphoEvent {}

    /**
     * Assets were borrowed.
     *
     * @param caller who did it
     * @param onBehalf who owes them
     * @param receiver who got them
     */
    record Borrow(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address caller,
            Address onBehalf,
            Address receiver,
            BigInteger assets,
            BigInteger shares)
            implements MorphoEvent {}

    /**
     * A debt was paid back.
     *
     * @param caller who paid
     * @param onBehalf who owed it
     */
    record Repay(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address caller,
            Address onBehalf,
            BigInteger assets,
            BigInteger shares)
            implements MorphoEvent {}

    /**
     * Collateral was brought.
     *
     * @param caller who paid
     * @param onBehalf whose it is
     * @param assets units of the collateral token
     */
    record SupplyCollateral(
            LogRef at, Address contract, Bytes32 id, Address caller, Address onBehalf, BigInteger assets)
            implements MorphoEvent {}

    /**
     * Collateral was taken back.
     *
     * @param caller who did it
     * @param onBehalf whose it was
     * @param receiver who got it
     * @param assets units of the collateral token
     */
    record WithdrawCollateral(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address caller,
            Address onBehalf,
            Address receiver,
            BigInteger assets)
            implements MorphoEvent {}

    /**
     * An account was liquidated.
     *
     * @param caller the liquidator
     * @param borrower who was liquidated
     * @param repaidAssets that the liquidator paid
     * @param repaidShares of the debt
     * @param seizedAssets units of the collateral token that the liquidator got
     * @param badDebtAssets that nobody will pay and the lenders lost, as no collateral was left
     * @param badDebtShares of the debt
     */
    record Liquidate(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address caller,
            Address borrower,
            BigInteger repaidAssets,
            BigInteger repaidShares,
            BigInteger seizedAssets,
            BigInteger badDebtAssets,
            BigInteger badDebtShares)
            implements MorphoEvent {

        /**
         * The same in the words of all protocols.
         *
         * @param protocol name of the deployment, such as {@code morpho-blue}; the market is the id
         * @param params of the market
         * @throws IllegalArgumentException if they are those of another market
         */
        public ProtocolLiquidation toLiquidation(String protocol, MorphoMarketParams params) {
            if (!params.id().equals(id)) {
                throw new IllegalArgumentException("params are those of market " + params.id() + ", needed is " + id);
            }
            return new ProtocolLiquidation(
                    new MarketId(at.chain(), protocol, id.hex()),
                    Optional.empty(),
                    borrower,
                    caller,
                    Optional.of(new Amount(params.loanToken(), repaidAssets)),
                    Optional.of(new Amount(params.collateralToken(), seizedAssets)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    at.block(),
                    at.transaction(),
                    at.logIndex());
        }
    }

    /**
     * Interest was booked.
     *
     * @param previousBorrowRate that it was reckoned with, of a second, WAD
     * @param interest assets
     * @param feeShares of the supply that the recipient of fees got
     */
    record AccrueInterest(
            LogRef at,
            Address contract,
            Bytes32 id,
            BigInteger previousBorrowRate,
            BigInteger interest,
            BigInteger feeShares)
            implements MorphoEvent {}

    /** Tokens were lent within a transaction, for nothing. */
    record FlashLoan(LogRef at, Address contract, Address caller, Address token, BigInteger assets)
            implements MorphoEvent {}

    /** An account lets another act for it, or not any more. */
    record SetAuthorization(
            LogRef at, Address contract, Address caller, Address authorizer, Address authorized, boolean isAuthorized)
            implements MorphoEvent {}

    /** A signed authorization was used. */
    record IncrementNonce(LogRef at, Address contract, Address caller, Address authorizer, BigInteger usedNonce)
            implements MorphoEvent {}

    /** Markets may have another interest rate model. */
    record EnableIrm(LogRef at, Address contract, Address irm) implements MorphoEvent {}

    /**
     * Markets may have another limit.
     *
     * @param lltv WAD
     */
    record EnableLltv(LogRef at, Address contract, BigInteger lltv) implements MorphoEvent {}

    /**
     * A market's fee changed.
     *
     * @param newFee share of the interest, WAD
     */
    record SetFee(LogRef at, Address contract, Bytes32 id, BigInteger newFee) implements MorphoEvent {}

    /** Somebody else gets the fees of all markets. */
    record SetFeeRecipient(LogRef at, Address contract, Address newFeeRecipient) implements MorphoEvent {}

    /** The contract has another owner. */
    record SetOwner(LogRef at, Address contract, Address newOwner) implements MorphoEvent {}

    /**
     * The interest rate model found a rate. Said by the AdaptiveCurveIrm.
     *
     * @param averageBorrowRate since the last time, of a second, WAD
     * @param rateAtTarget at 90 % utilization, of a second, WAD
     */
    record BorrowRateUpdate(
            LogRef at, Address contract, Bytes32 id, BigInteger averageBorrowRate, BigInteger rateAtTarget)
            implements MorphoEvent {}

    /**
     * A vault was made that lends to markets. Said by the factory of MetaMorpho vaults.
     *
     * @param asset loan token of all its markets
     * @param initialTimelock seconds
     */
    record CreateMetaMorpho(
            LogRef at,
            Address contract,
            Address metaMorpho,
            Address caller,
            Address initialOwner,
            BigInteger initialTimelock,
            Address asset,
            String name,
            String symbol)
            implements MorphoEvent {}

    /**
     * An account was liquidated by terms that it has agreed to, before the market's limit. Said by a PreLiquidation contract; the
     * market tells the same as a repayment and a withdrawal of collateral.
     *
     * @param repaidAssets that the liquidator paid
     * @param repaidShares of the debt
     * @param seizedAssets units of the collateral token that the liquidator got
     */
    record PreLiquidate(
            LogRef at,
            Address contract,
            Bytes32 id,
            Address liquidator,
            Address borrower,
            BigInteger repaidAssets,
            BigInteger repaidShares,
            BigInteger seizedAssets)
            implements MorphoEvent {}
}
