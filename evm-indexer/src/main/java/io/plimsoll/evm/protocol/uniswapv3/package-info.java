/**
 * Uniswap V3 and its forks: {@link io.plimsoll.evm.protocol.uniswapv3.UniswapV3Events} decodes what factories, pools and position
 * managers log, {@link io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader} reads positions and what could be collected from
 * them, {@link io.plimsoll.evm.protocol.uniswapv3.UniswapV3PoolReader} pools. What positions are worth is analytics' business.
 */
@NullMarked
package io.plimsoll.evm.protocol.uniswapv3;

import org.jspecify.annotations.NullMarked;
