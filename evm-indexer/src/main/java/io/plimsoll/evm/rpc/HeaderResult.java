package io.plimsoll.evm.rpc;

/** What the result of a request for a block may be decoded to, so that a pool learns from it which blocks the endpoint has. */
public interface HeaderResult {
    /** Of the block. */
    BlockHeader header();
}
