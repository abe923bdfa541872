package io.plimsoll.core.domain.market;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import java.math.BigInteger;

/**
 * A concentrated-liquidity pool of the Uniswap V3 kind at one block.
 *
 * @param address of the pool
 * @param token0 the token with the lower address
 * @param token1 the token with the higher address
 * @param block in whose state it was read
 * @param sqrtPriceX96 √(token1 / token0 in raw units) · 2⁹⁶
 * @param tick of the price
 * @param feeGrowthGlobal0X128 fees of token0 per unit of liquidity since the pool began, times 2¹²⁸, wrapping
 * @param feeGrowthGlobal1X128 the same of token1
 */
public record PoolSnapshot(
        Address address,
        Token token0,
        Token token1,
        BlockRef block,
        BigInteger sqrtPriceX96,
        int tick,
        BigInteger feeGrowthGlobal0X128,
        BigInteger feeGrowthGlobal1X128) {}
