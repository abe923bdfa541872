/**
 * HyperEVM and other EVM chains: RPC, log ranges, reorgs, protocol decoders, transactions. So far {@link
 * io.plimsoll.evm.EvmNetwork}, one endpoint in {@code rpc}, many calls at one block in {@code multicall}, positions in {@code
 * protocol}, and chains to test on in {@code testing}; the indexer itself is still to come. Tables and SQL are not here.
 */
@NullMarked
package io.plimsoll.evm;

import org.jspecify.annotations.NullMarked;
