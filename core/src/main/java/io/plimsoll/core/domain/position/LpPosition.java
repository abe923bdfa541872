package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;

/**
 * A concentrated-liquidity position of the Uniswap V3 kind, as the position manager's {@code positions(tokenId)} tells it.
 * Amounts are raw token units. What the liquidity is worth depends on the pool's price and is not kept here.
 *
 * @param chainId chain of the pool
 * @param manager the position manager: the NFT contract that holds the position
 * @param tokenId number of the NFT, a uint256
 * @param token0 the token with the lower address
 * @param token1 the token with the higher address
 * @param fee of the pool, in hundredths of a bip (3000 = 0.3 %), 0 to 999,999
 * @param tickLower first tick of the range
 * @param tickUpper first tick above the range; greater than tickLower
 * @param liquidity L, a uint128; 0 once everything is withdrawn
 * @param feeGrowthInside0LastX128 fees of token0 per unit of liquidity inside the range at the last booking, times 2¹²⁸, a
 *     uint256 that wraps
 * @param feeGrowthInside1LastX128 the same of token1
 * @param tokensOwed0 token0 booked for collection, a uint128: fees up to the last booking, and what was withdrawn from L
 * @param tokensOwed1 the same of token1
 * @see <a href="https://docs.uniswap.org/contracts/v3/reference/periphery/NonfungiblePositionManager">position manager</a>
 */
public record LpPosition(
        ChainId chainId,
        Address manager,
        BigInteger tokenId,
        Address token0,
        Address token1,
        int fee,
        int tickLower,
        int tickUpper,
        BigInteger liquidity,
        BigInteger feeGrowthInside0LastX128,
        BigInteger feeGrowthInside1LastX128,
        BigInteger tokensOwed0,
        BigInteger tokensOwed1)
        implements Position {
    /** The highest tick of a pool; the lowest is its negative. 1.0001^887272 is just below 2¹²⁸. */
    public static final int MAX_TICK = 887_272;

    private static final int FEE_BOUND = 1_000_000;

    /**
     * What tells a position from all others.
     *
     * @param chainId chain of the pool
     * @param manager the position manager
     * @param tokenId number of the NFT
     */
    public record Key(ChainId chainId, Address manager, BigInteger tokenId) {
        /** {@code chain/manager/token id}. */
        @Override
        public String toString() {
            return chainId + "/" + manager + "/" + tokenId;
        }
    }

    public LpPosition {
        requireUnsigned("tokenId", tokenId, 256);
        if (token0.compareTo(token1) >= 0) {
            throw new IllegalArgumentException(
                    "token0 must have a lower address than token1, got " + token0 + " and " + token1);
        }
        if (fee < 0 || fee >= FEE_BOUND) {
            throw new IllegalArgumentException("fee must be 0 to 999999 hundredths of a bip, got " + fee);
        }
        if (tickLower < -MAX_TICK || tickLower >= tickUpper || tickUpper > MAX_TICK) {
            throw new IllegalArgumentException("ticks must rise between " + -MAX_TICK + " and " + MAX_TICK
                    + ", got tickLower " + tickLower + " and tickUpper " + tickUpper);
        }
        requireUnsigned("liquidity", liquidity, 128);
        requireUnsigned("feeGrowthInside0LastX128", feeGrowthInside0LastX128, 256);
        requireUnsigned("feeGrowthInside1LastX128", feeGrowthInside1LastX128, 256);
        requireUnsigned("tokensOwed0", tokensOwed0, 128);
        requireUnsigned("tokensOwed1", tokensOwed1, 128);
    }

    private static void requireUnsigned(String name, BigInteger value, int bits) {
        if (value.signum() < 0 || value.bitLength() > bits) {
            throw new IllegalArgumentException(name + " must be a uint" + bits + ", got " + value);
        }
    }

    /** What tells this position from all others. */
    public Key key() {
        return new Key(chainId, manager, tokenId);
    }
}
