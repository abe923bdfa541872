package io.plimsoll.evm.protocol.morpho;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A market in the state after one block.
 *
 * @param chain it is on
 * @param morpho contract that it belongs to
 * @param block after which all this is true
 * @param params what it is
 * @param booked as the contract has it stored
 * @param state the same with the interest up to the block's time; as booked if the sums would not fit a uint128 any more, as strangers
 *     can bring about in a market of a token of their own: nobody can do anything in it then
 * @param borrowRate of a second, WAD; 0 if there is no interest
 * @param rateAtTarget what an AdaptiveCurveIrm would ask at 90 % utilization, of a second, WAD, as stored at its last update; empty for
 *     other models
 * @param price what one unit of the collateral token is worth in units of the loan token, with 36 decimals; empty if the oracle
 *     reverts, and then nobody can borrow or be liquidated
 * @param feeRecipient who gets the fee's shares
 */
public record MorphoMarket(
        ChainId chain,
        Address morpho,
        BlockRef block,
        MorphoMarketParams params,
        MorphoMarketState booked,
        MorphoMarketState state,
        BigInteger borrowRate,
        Optional<BigInteger> rateAtTarget,
        Optional<BigInteger> price,
        Address feeRecipient) {

    /** What Morpho tells it from others by. */
    public Bytes32 id() {
        return params.id();
    }

    /** Shares of the supply that the interest since the last booking gives the fee's recipient. */
    public BigInteger accruedFeeShares() {
        return state.totalSupplyShares().subtract(booked.totalSupplyShares());
    }
}
