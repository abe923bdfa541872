package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.market.PoolSnapshot;
import java.math.BigInteger;

/**
 * A pool of the Uniswap V3 family at one block.
 *
 * @param snapshot tokens, price and fee growth; the price is 0 before {@link PoolEvent.Initialize}
 * @param fee of a swap in hundredths of a bip (3000 = 0.3 %), as of this block
 * @param tickSpacing ticks of new positions are multiples of it
 * @param liquidity in range: L of all positions that the price is in, a uint128
 */
public record LiquidityPool(PoolSnapshot snapshot, int fee, int tickSpacing, BigInteger liquidity) {}
