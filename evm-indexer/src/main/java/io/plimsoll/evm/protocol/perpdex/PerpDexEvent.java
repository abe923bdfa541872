package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that happened on the exchange. Money is USD, prices are USD of one unit of the base. Components {@code at}, {@code
 * contract} and {@code market} are the same in all: where it happened, who says so, and the market's id there. Nothing is checked
 * beyond the types, as strangers may log anything.
 */
public sealed interface PerpDexEvent extends ChainEvent {
    /** The contract that says so. */
    Address contract();

    /** Id of the market. */
    Bytes32 market();

    /**
     * The market among those of all protocols: named by its id.
     *
     * @param protocol name of the deployment
     */
    default MarketId marketId(String protocol) {
        return new MarketId(at().chain(), protocol, market().hex());
    }

    /** Something that happened to a position; {@link PerpDexPositions} makes positions of them. */
    sealed interface OfPosition extends PerpDexEvent {
        /** Number of the position, unique in the contract. */
        BigInteger positionId();

        /** Whose it is. */
        Address account();
    }

    /**
     * A position was opened.
     *
     * @param size at entry price
     * @param collateral that stands behind it
     * @param leverage size for one USD of collateral
     */
    record PositionOpened(
            LogRef at,
            Address contract,
            BigInteger positionId,
            Bytes32 market,
            Address account,
            PositionSide side,
            BigDecimal size,
            BigDecimal collateral,
            BigDecimal leverage,
            BigDecimal entryPrice)
            implements OfPosition {}

    /**
     * A position is larger, or something else stands behind it.
     *
     * @param size at entry price, from now on
     * @param collateral from now on
     * @param leverage from now on
     * @param entryPrice average, from now on
     * @param accumulatedFunding paid since it was opened; negative: received
     */
    record PositionUpdated(
            LogRef at,
            Address contract,
            BigInteger positionId,
            Bytes32 market,
            Address account,
            BigDecimal size,
            BigDecimal collateral,
            BigDecimal leverage,
            BigDecimal entryPrice,
            BigDecimal accumulatedFunding)
            implements OfPosition {}

    /**
     * A position was closed by its owner.
     *
     * @param exitPrice at which
     * @param realizedProfit without funding; a loss is negative
     * @param accumulatedFunding paid since it was opened; negative: received
     */
    record PositionClosed(
            LogRef at,
            Address contract,
            BigInteger positionId,
            Bytes32 market,
            Address account,
            BigDecimal exitPrice,
            BigDecimal realizedProfit,
            BigDecimal accumulatedFunding)
            implements OfPosition {}

    /**
     * A position was closed by somebody else, as too little stood behind it.
     *
     * @param price at which
     * @param collateral that stood behind it
     * @param fee that was taken of it
     * @param accumulatedFunding paid since it was opened; negative: received
     */
    record PositionLiquidated(
            LogRef at,
            Address contract,
            BigInteger positionId,
            Bytes32 market,
            Address account,
            Address liquidator,
            BigDecimal price,
            BigDecimal collateral,
            BigDecimal fee,
            BigDecimal accumulatedFunding)
            implements OfPosition {

        /**
         * The same in the words of all protocols.
         *
         * @param protocol name of the deployment
         */
        public ProtocolLiquidation toLiquidation(String protocol) {
            return new ProtocolLiquidation(
                    marketId(protocol),
                    Optional.of(positionId.toString()),
                    account,
                    liquidator,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(price),
                    Optional.of(collateral),
                    Optional.of(fee),
                    at.block(),
                    at.transaction(),
                    at.logIndex());
        }
    }

    /**
     * A funding rate was set, which holds until the next one.
     *
     * @param rate fraction of the size for one interval; positive: longs pay shorts
     * @param intervalSeconds what it is for
     * @param longOpenInterest size of all long positions
     * @param shortOpenInterest size of all short positions
     */
    record FundingUpdated(
            LogRef at,
            Address contract,
            Bytes32 market,
            BigDecimal rate,
            BigInteger intervalSeconds,
            BigDecimal longOpenInterest,
            BigDecimal shortOpenInterest)
            implements PerpDexEvent {

        /**
         * The same in the words of all protocols.
         *
         * @param protocol name of the deployment
         * @throws IllegalArgumentException if the contract says what cannot be, such as an interval of nothing
         */
        public PerpDexFundingRate toFundingRate(String protocol) {
            if (intervalSeconds.bitLength() > 31) {
                throw new IllegalArgumentException("funding interval of " + market + " is " + intervalSeconds + " s");
            }
            return new PerpDexFundingRate(
                    marketId(protocol),
                    at.block().time(),
                    rate,
                    Duration.ofSeconds(intervalSeconds.longValueExact()),
                    longOpenInterest,
                    shortOpenInterest);
        }
    }

    /**
     * A market was made. Its terms are read from the contract.
     *
     * @param base symbol of what is traded
     * @param quote symbol of what it is priced in
     * @param priceFeed Pyth's id of its price
     */
    record MarketCreated(LogRef at, Address contract, Bytes32 market, String base, String quote, Bytes32 priceFeed)
            implements PerpDexEvent {}

    /**
     * Something else may be done in a market.
     *
     * @param status from now on
     */
    record MarketStatusChanged(LogRef at, Address contract, Bytes32 market, PerpDexMarket.Status status)
            implements PerpDexEvent {}
}
