/**
 * HyperEVM and other EVM chains: RPC, log ranges, reorgs, protocol decoders, transactions. So far only {@link
 * io.plimsoll.evm.EvmNetwork}; the indexer itself is still to come. Tables and SQL are not here.
 */
@NullMarked
package io.plimsoll.evm;

import org.jspecify.annotations.NullMarked;
