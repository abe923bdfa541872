package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/**
 * Answer of the explorer to {@code blockDetails}.
 *
 * @param type {@code blockDetails}
 * @param blockDetails the block
 */
public record BlockDetails(String type, Block blockDetails) {

    /**
     * A block with its transactions.
     *
     * @param blockTime milliseconds
     * @param hash of the block
     * @param height number of the block
     * @param numTxs transactions in it
     * @param proposer address of the validator
     * @param txs in their order
     */
    public record Block(
            long blockTime, String hash, long height, int numTxs, String proposer, List<ExplorerTransaction> txs) {}

    /** A block by its number. Weight 40. */
    public static ExplorerRequest<BlockDetails> of(long height) {
        return ExplorerRequest.of("blockDetails", new TypeReference<BlockDetails>() {})
                .with("height", height);
    }
}
