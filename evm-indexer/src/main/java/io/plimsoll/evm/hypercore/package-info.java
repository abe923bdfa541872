/**
 * The other half of Hyperliquid, as contracts see it: {@link io.plimsoll.evm.hypercore.precompile.CoreReader} reads the exchange's
 * state through precompiles, {@link io.plimsoll.evm.hypercore.corewriter.CoreWriter} encodes actions for it and decodes those that
 * were sent, {@link io.plimsoll.evm.hypercore.bridge.LinkedToken} moves tokens between the two. Here are only the scales of numbers.
 * The exchange's own API is not here but in the Hyperliquid client.
 */
@NullMarked
package io.plimsoll.evm.hypercore;

import org.jspecify.annotations.NullMarked;
