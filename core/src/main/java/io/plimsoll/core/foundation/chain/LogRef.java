package io.plimsoll.core.foundation.chain;

import java.util.Comparator;

/**
 * Where a contract's log is: its place in a block as it was seen. (chain, block number, log index) is its identity on the chain
 * as it is now; after a reorg another log may have it, in a block with another hash.
 *
 * <p>The natural order is the order in which things happened: by block, transaction and log. References to the same place in two
 * versions of a block differ by its hash.
 *
 * @param chain the log is on
 * @param block the log is in
 * @param transaction hash of the transaction that wrote it
 * @param transactionIndex place of the transaction in the block, from 0
 * @param logIndex place of the log in the block (not in the transaction), from 0
 */
public record LogRef(ChainId chain, BlockRef block, Bytes32 transaction, int transactionIndex, int logIndex)
        implements Comparable<LogRef> {
    private static final Comparator<LogRef> ORDER = Comparator.<LogRef>comparingLong(log -> log.chain.value())
            .thenComparingLong(log -> log.block.number())
            .thenComparingInt(LogRef::transactionIndex)
            .thenComparingInt(LogRef::logIndex)
            .thenComparing(log -> log.block.hash())
            .thenComparing(log -> log.block.time())
            .thenComparing(LogRef::transaction);

    public LogRef {
        if (transactionIndex < 0 || logIndex < 0) {
            throw new IllegalArgumentException("transaction index and log index in block " + block.number()
                    + " must not be negative, got " + transactionIndex + " and " + logIndex);
        }
    }

    @Override
    public int compareTo(LogRef other) {
        return ORDER.compare(this, other);
    }
}
