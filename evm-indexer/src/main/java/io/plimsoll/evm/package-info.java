/**
 * HyperEVM and other EVM chains: RPC, log ranges, reorgs, protocol decoders, transactions. So far {@link
 * io.plimsoll.evm.EvmNetwork}, calls of one endpoint in {@code rpc} and a chain to test on in {@code testing}; the indexer
 * itself is still to come. Tables and SQL are not here.
 */
@NullMarked
package io.plimsoll.evm;

import org.jspecify.annotations.NullMarked;
