/**
 * What contracts and accounts of HyperEVM tell HyperCore to do: {@link io.plimsoll.evm.hypercore.corewriter.CoreWriter} encodes a
 * {@link io.plimsoll.evm.hypercore.corewriter.CoreAction} for a transaction and understands the events of those that were sent. Nothing
 * here sends.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/interacting-with-hypercore">interacting with
 *     HyperCore</a>
 */
@NullMarked
package io.plimsoll.evm.hypercore.corewriter;

import org.jspecify.annotations.NullMarked;
