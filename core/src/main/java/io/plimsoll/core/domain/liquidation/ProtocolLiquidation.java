package io.plimsoll.core.domain.liquidation;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A liquidation that a protocol on a chain has told of by an event: a loan repaid, or a leveraged position closed, by somebody
 * else. What the venue does itself is {@link Liquidation}. Its identity is (chain, transaction, log index).
 *
 * @param market it happened in
 * @param position id of it, where the protocol numbers positions
 * @param account that was liquidated
 * @param liquidator who did it
 * @param repaid debt that the liquidator paid, where there is one
 * @param seized collateral that the liquidator got, where it is a token
 * @param price in USD that it was done at, where the event says it
 * @param collateral USD that stood behind the position, where the event says it
 * @param fee USD that the account was charged, where the event says it
 * @param block it happened in
 * @param transaction it was done by
 * @param logIndex of the event in its block; not negative
 */
public record ProtocolLiquidation(
        MarketId market,
        Optional<String> position,
        Address account,
        Address liquidator,
        Optional<Amount> repaid,
        Optional<Amount> seized,
        Optional<BigDecimal> price,
        Optional<BigDecimal> collateral,
        Optional<BigDecimal> fee,
        BlockRef block,
        Bytes32 transaction,
        int logIndex) {

    /**
     * So much of a token.
     *
     * @param token contract
     * @param units in the token's smallest unit; not negative
     */
    public record Amount(Address token, BigInteger units) {
        public Amount {
            if (units.signum() < 0) {
                throw new IllegalArgumentException("amount of " + token + " must not be negative, got " + units);
            }
        }
    }

    public ProtocolLiquidation {
        if (logIndex < 0) {
            throw new IllegalArgumentException("log index must not be negative, got " + logIndex);
        }
    }
}
