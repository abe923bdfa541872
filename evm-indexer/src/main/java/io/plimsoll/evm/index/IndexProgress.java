package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.foundation.chain.BlockRef;
import java.time.Duration;
import java.util.Optional;

/**
 * How far an index is, and how fast.
 *
 * @param index which
 * @param checkpoint the last block whose events are stored; empty if it has none yet
 * @param head the newest block of the chain when it was last asked for
 * @param target the block that the index goes to: the head less the confirmations it waits for, or where it was told to end
 * @param behind blocks up to the target that are not stored yet
 * @param blocks stored since the indexer began; those that replace others after a reorg count again
 * @param logs fetched since the indexer began
 * @param events stored since the indexer began
 * @param unproven of the blocks: those that have no logs by the word of one endpoint alone; see {@link RpcLogSource.ColdRanges}
 * @param blocksPerSecond lately
 * @param logsPerSecond lately
 * @param remaining until the target at this speed; empty while the speed is not known
 */
public record IndexProgress(
        IndexId index,
        Optional<BlockRef> checkpoint,
        long head,
        long target,
        long behind,
        long blocks,
        long logs,
        long events,
        long unproven,
        double blocksPerSecond,
        double logsPerSecond,
        Optional<Duration> remaining) {}
