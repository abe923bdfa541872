package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;

/**
 * What is known of a block without its transactions. The hash is the one that the endpoint reports; it is never computed here, as
 * HyperEVM's blocks do not hash to it with the fields that are told.
 *
 * @param block number, hash and time
 * @param parent hash of the block before it
 * @param bloom of the logs' contracts and topics
 * @param gasLimit that tells HyperEVM's big blocks from its small ones
 */
public record BlockHeader(BlockRef block, Bytes32 parent, LogsBloom bloom, long gasLimit) {}
