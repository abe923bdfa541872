package io.plimsoll.evm.testing;

import java.util.Locale;

/**
 * How providers and nodes refuse an {@code eth_getLogs} that is too much at once: some count blocks, some count logs, each in words of
 * its own.
 */
public enum LogCap {
    /** HyperEVM and others that run reth. A cap of 50 lets 51 blocks pass there. */
    HYPEREVM(-32602, Counting.BLOCKS, "query exceeds max block range %1$d"),
    /** Alchemy's free tier. */
    ALCHEMY_FREE(
            -32600,
            Counting.BLOCKS,
            "Under the Free tier plan, you can make eth_getLogs requests with up to a %1$d block range. Based on your parameters,"
                    + " this block range should work: [0x%2$x, 0x%3$x]. Upgrade to PAYG for expanded block range."),
    /** QuickNode; Blast and 1RPC are close to it. */
    QUICKNODE(-32614, Counting.BLOCKS, "eth_getLogs is limited to a %1$,d range"),
    /** Chainstack, which does not say how many. */
    CHAINSTACK(-32602, Counting.BLOCKS, "Block range limit exceeded. See more details at the provider's documentation"),
    /** Ankr, which does not say how many. */
    ANKR(-32600, Counting.BLOCKS, "block range is too wide"),
    /** dRPC's free tier. */
    DRPC(35, Counting.BLOCKS, "ranges over %1$d blocks are not supported on freetier"),
    /** Blast's paid plans. */
    BLAST(-32600, Counting.BLOCKS, "block range exceeds the range allowed for your plan (%4$d > %1$d)"),
    /** Publicnode, and BNB Chain's geth. */
    PUBLICNODE(-32701, Counting.BLOCKS, "exceed maximum block range: %1$d"),
    /** Cloudflare. */
    CLOUDFLARE(
            -32047,
            Counting.BLOCKS,
            "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: %1$d"),
    /** Avalanche. */
    AVALANCHE(-32000, Counting.BLOCKS, "requested too many blocks from %2$d to %5$d, maximum is set to %1$d"),
    /** LlamaRPC, and Sei's nodes. */
    LLAMARPC(-32001, Counting.BLOCKS, "Block range too large: maximum allowed is %1$d blocks"),
    /** Alchemy, beyond its number of blocks that may have any number of logs. */
    ALCHEMY(
            -32602,
            Counting.LOGS,
            "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response"
                    + " size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and"
                    + " the response size limit, this block range should work: [0x%2$x, 0x%3$x]"),
    /** Infura, zkSync, Tenderly. */
    INFURA(-32005, Counting.LOGS, "query returned more than %1$d results. Try with this block range [0x%2$X, 0x%3$X]."),
    /** reth. */
    RETH(-32602, Counting.LOGS, "query exceeds max results %1$d, retry with the range %2$d-%3$d"),
    /** Arbitrum. */
    ARBITRUM(-32000, Counting.LOGS, "logs matched by query exceeds limit of %1$d"),
    /** Optimism's proxy. */
    OPTIMISM(-32020, Counting.LOGS, "backend response too large");

    private enum Counting {
        BLOCKS,
        LOGS
    }

    private final int code;
    private final Counting counting;
    private final String words;

    LogCap(int code, Counting counting, String words) {
        this.code = code;
        this.counting = counting;
        this.words = words;
    }

    /** Whether it is logs that are counted; else it is blocks. */
    public boolean countsLogs() {
        return counting == Counting.LOGS;
    }

    /** The code of the error. */
    public int code() {
        return code;
    }

    /**
     * The message of the error.
     *
     * @param most how many blocks or logs there may be
     * @param first block of the request
     * @param last block of the request
     * @param passing last block with which the request would pass
     */
    public String message(long most, long first, long last, long passing) {
        return String.format(Locale.ROOT, words, most, first, passing, last - first + 1, last);
    }
}
