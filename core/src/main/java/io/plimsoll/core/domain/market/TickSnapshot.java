package io.plimsoll.core.domain.market;

import java.math.BigInteger;

/**
 * The end of a range in a pool at one block.
 *
 * @param tick of the end
 * @param feeGrowthOutside0X128 fees of token0 per unit of liquidity on the other side of the tick than the price, times 2¹²⁸,
 *     wrapping; only differences mean something
 * @param feeGrowthOutside1X128 the same of token1
 */
public record TickSnapshot(int tick, BigInteger feeGrowthOutside0X128, BigInteger feeGrowthOutside1X128) {}
