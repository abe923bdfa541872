package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.rpc.BlockHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has one range of blocks from the source, in two looks: the first tells which children were born in it, the second gets the logs of
 * those that the first could not ask for yet. Thread-safe.
 */
final class RangeFetcher {
    private static final Comparator<ChainLog> ORDER = Comparator.<ChainLog>comparingLong(
                    log -> log.at().block().number())
            .thenComparingInt(log -> log.at().logIndex());

    private final LogSource source;
    private final LogPlan plan;

    /**
     * What a first look gave.
     *
     * @param asked the children that were asked for
     * @param births that the logs tell of, known ones too
     */
    record Look(LogRange range, long hot, Children.Known asked, List<ChildContract> births) {
        long first() {
            return range.first();
        }
    }

    /**
     * A range, understood.
     *
     * @param headers the first, the last and the hot ones
     * @param logs how many were fetched
     * @param children that are new
     */
    record Fetched(
            long first, List<BlockHeader> headers, int logs, List<ChainEvent> events, List<ChildContract> children) {
        BlockHeader last() {
            return headers.get(headers.size() - 1);
        }
    }

    RangeFetcher(LogSource source, LogPlan plan) {
        this.source = source;
        this.plan = plan;
    }

    /** Asks for the logs of the contracts and children that are known so far. */
    Look look(long first, long last, long hot, Children children) {
        Children.Known asked = children.known();
        LogRange range = null;
        for (LogFilter filter : plan.filters(asked.addresses())) {
            LogRange part = source.logs(filter, first, last, hot);
            range = range == null ? part : joined(range, part);
        }
        if (range == null) {
            throw new IllegalStateException("a plan asks for something");
        }
        requireFitting(range, last);
        return new Look(range, hot, asked, plan.births(range.logs()));
    }

    /**
     * Asks for what the look could not ask for, and understands the logs.
     *
     * @param children all that were born up to the end of the range
     * @param added those of them that this range has brought
     */
    Fetched complete(Look look, Children children, List<ChildContract> added) {
        long last = look.range.last().block().number();
        LogRange range = plan.filterOf(children.since(look.asked, last))
                .map(filter -> {
                    LogRange both = joined(look.range, source.logs(filter, look.first(), last, look.hot));
                    requireFitting(both, last);
                    return both;
                })
                .orElse(look.range);
        return new Fetched(
                look.first(),
                range.headers(),
                range.logs().size(),
                plan.events(range.logs(), children),
                added);
    }

    /** Two answers about the same blocks, each log once. */
    private LogRange joined(LogRange one, LogRange other) {
        if (!one.headers().stream()
                .map(BlockHeader::block)
                .toList()
                .equals(other.headers().stream().map(BlockHeader::block).toList())) {
            throw new Unusable(name(), "the chain changed between two questions about blocks from " + one.first() + " on");
        }
        List<ChainLog> logs = new ArrayList<>(one.logs());
        logs.addAll(other.logs());
        logs.sort(ORDER);
        List<ChainLog> distinct = new ArrayList<>(logs.size());
        for (ChainLog log : logs) {
            if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).at().equals(log.at())) {
                distinct.add(log);
            }
        }
        return new LogRange(one.first(), one.headers(), distinct);
    }

    /** What does not hold here would be stored as if it were one chain. */
    private void requireFitting(LogRange range, long last) {
        Map<Long, Bytes32> hashes = new HashMap<>();
        for (BlockHeader header : range.headers()) {
            hashes.put(header.block().number(), header.block().hash());
        }
        if (range.last().block().number() != last) {
            throw malformed("blocks " + range.first() + " to " + last + " were asked for, the last header is of block "
                    + range.last().block().number());
        }
        ChainLog before = null;
        for (ChainLog log : range.logs()) {
            BlockRef block = log.at().block();
            if (block.number() < range.first() || block.number() > last) {
                throw malformed("a log of block " + block.number() + " is not of blocks " + range.first() + " to " + last);
            }
            if (before == null || !before.at().block().equals(block)) {
                Bytes32 known = hashes.putIfAbsent(block.number(), block.hash());
                if (known != null && !known.equals(block.hash())) {
                    throw malformed("block " + block.number() + " has hashes " + known + " and " + block.hash());
                }
            }
            if (before != null && !isBefore(before, log)) {
                throw malformed("log " + log.at().logIndex() + " of block " + block.number() + " comes after log "
                        + before.at().logIndex() + " of block " + before.at().block().number());
            }
            before = log;
        }
    }

    private static boolean isBefore(ChainLog one, ChainLog other) {
        long block = one.at().block().number();
        long next = other.at().block().number();
        return block < next
                || (block == next
                        && one.at().logIndex() < other.at().logIndex()
                        && one.at().transactionIndex() <= other.at().transactionIndex());
    }

    private MalformedResponse malformed(String what) {
        return new MalformedResponse(name(), what, null);
    }

    private String name() {
        return "logs of chain " + source.chainId();
    }
}
