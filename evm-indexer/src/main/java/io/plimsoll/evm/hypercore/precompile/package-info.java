/**
 * HyperCore's state as contracts read it, by precompiles 0x…0800 to 0x…0814: start from {@link
 * io.plimsoll.evm.hypercore.precompile.CoreReader} and the questions in {@link io.plimsoll.evm.hypercore.precompile.CoreRead}. The
 * records hold the numbers as the chain has them, with methods that scale them. No actions are here, and no prices of other sources.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/interacting-with-hypercore">interacting with
 *     HyperCore</a>
 */
@NullMarked
package io.plimsoll.evm.hypercore.precompile;

import org.jspecify.annotations.NullMarked;
