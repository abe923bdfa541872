/**
 * Tokens between HyperCore and HyperEVM: {@link io.plimsoll.evm.hypercore.bridge.LinkedToken} says what to send where, and refuses what
 * would be lost on the way. Nothing here sends.
 *
 * @see <a
 *     href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/hypercore-less-than-greater-than-hyperevm-transfers">
 *     transfers</a>
 */
@NullMarked
package io.plimsoll.evm.hypercore.bridge;

import org.jspecify.annotations.NullMarked;
