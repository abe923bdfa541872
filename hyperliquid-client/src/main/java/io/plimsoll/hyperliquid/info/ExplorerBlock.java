package io.plimsoll.hyperliquid.info;

/**
 * Head of a block: message of the channel {@code explorerBlock}.
 *
 * @param blockTime milliseconds
 * @param hash of the block
 * @param height number of the block
 * @param numTxs transactions in it
 * @param proposer address of the validator
 */
public record ExplorerBlock(long blockTime, String hash, long height, int numTxs, String proposer) {}
