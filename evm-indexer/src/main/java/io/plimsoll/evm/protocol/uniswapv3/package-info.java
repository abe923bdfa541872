/**
 * Uniswap V3 and its forks: {@link io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader} reads positions. What they are worth
 * is analytics' business.
 */
@NullMarked
package io.plimsoll.evm.protocol.uniswapv3;

import org.jspecify.annotations.NullMarked;
