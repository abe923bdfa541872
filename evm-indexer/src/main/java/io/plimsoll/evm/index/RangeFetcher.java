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
import java.util.NavigableMap;
import java.util.TreeMap;

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
    private final long from;

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
     * @param unproven as {@link LogRange#unproven}
     */
    record Fetched(
            long first,
            List<BlockHeader> headers,
            int logs,
            List<ChainEvent> events,
            List<ChildContract> children,
            long unproven) {
        BlockHeader last() {
            return headers.get(headers.size() - 1);
        }
    }

    /**
     * A fetcher.
     *
     * @param from what lies before this block is not kept, though it may be in a range, as after a reorg that goes back to before it
     */
    RangeFetcher(LogSource source, LogPlan plan, long from) {
        this.source = source;
        this.plan = plan;
        this.from = from;
    }

    /** Asks for the logs of the contracts and children that are known so far. It may end before {@code last}, as the source may. */
    Look look(long first, long last, long hot, Children children) {
        Children.Known asked = children.known();
        LogRange range = null;
        long end = last;
        for (LogFilter filter : plan.filters(asked.addresses())) {
            LogRange part = checked(source.logs(filter, first, end, hot), end);
            end = part.last().block().number();
            range = range == null ? part : joined(upTo(range, end), part);
        }
        if (range == null) {
            throw new IllegalStateException("a plan asks for something");
        }
        LogRange checked = checked(range, end);
        return new Look(checked, hot, asked, plan.births(checked.logs()));
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
                .map(filter -> checked(joined(look.range, whole(filter, look.first(), last, look.hot)), last))
                .orElse(look.range);
        return new Fetched(
                look.first(),
                range.headers(),
                range.logs().size(),
                plan.events(range.logs(), children),
                added,
                range.unproven());
    }

    /** However many logs there are: what was asked for otherwise ends with the range. */
    private LogRange whole(LogFilter filter, long first, long last, long hot) {
        LogRange range = checked(source.logs(filter, first, last, hot), last);
        while (range.last().block().number() < last) {
            long next = range.last().block().number() + 1;
            range = joined(range, checked(source.logs(filter, next, last, hot), last));
        }
        return range;
    }

    private static LogRange upTo(LogRange range, long last) {
        return range.last().block().number() <= last
                ? range
                : new LogRange(
                        range.first(),
                        range.headers().stream()
                                .filter(header -> header.block().number() <= last)
                                .toList(),
                        range.logs().stream()
                                .filter(log -> log.at().block().number() <= last)
                                .toList(),
                        Math.min(range.unproven(), last - range.first() + 1));
    }

    /** Two answers about the same blocks, each log once. Sources cut ranges as they like, so that they may tell of different headers. */
    private LogRange joined(LogRange one, LogRange other) {
        NavigableMap<Long, BlockHeader> headers = new TreeMap<>();
        one.headers().forEach(header -> headers.put(header.block().number(), header));
        for (BlockHeader header : other.headers()) {
            BlockHeader known = headers.putIfAbsent(header.block().number(), header);
            if (known != null && !known.block().hash().equals(header.block().hash())) {
                throw changed(header);
            }
        }
        BlockHeader before = null;
        for (BlockHeader header : headers.values()) {
            if (before != null
                    && before.block().number() + 1 == header.block().number()
                    && !before.block().hash().equals(header.parent())) {
                throw changed(header);
            }
            before = header;
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
        return new LogRange(
                one.first(), List.copyOf(headers.values()), distinct, Math.max(one.unproven(), other.unproven()));
    }

    private Unusable changed(BlockHeader at) {
        return new Unusable(
                name(), "block " + at.block().number() + " was replaced between two questions about the same range");
    }

    /** The logs to keep of an answer that fits together. */
    private LogRange checked(LogRange range, long last) {
        requireFitting(range, last);
        return range.first() >= from
                ? range
                : new LogRange(
                        range.first(),
                        range.headers(),
                        range.logs().stream()
                                .filter(log -> log.at().block().number() >= from)
                                .toList(),
                        range.unproven());
    }

    /** What does not hold here would be stored as if it were one chain. */
    private void requireFitting(LogRange range, long last) {
        Map<Long, Bytes32> hashes = new HashMap<>();
        for (BlockHeader header : range.headers()) {
            hashes.put(header.block().number(), header.block().hash());
        }
        long end = range.last().block().number();
        if (end > last) {
            throw malformed(
                    "blocks " + range.first() + " to " + last + " were asked for, the last header is of block " + end);
        }
        ChainLog before = null;
        for (ChainLog log : range.logs()) {
            BlockRef block = log.at().block();
            if (block.number() < range.first() || block.number() > end) {
                throw malformed(
                        "a log of block " + block.number() + " is not of blocks " + range.first() + " to " + end);
            }
            if (before == null || !before.at().block().equals(block)) {
                Bytes32 known = hashes.putIfAbsent(block.number(), block.hash());
                if (known != null && !known.equals(block.hash())) {
                    throw malformed("block " + block.number() + " has hashes " + known + " and " + block.hash());
                }
            }
            if (before != null && !isBefore(before, log)) {
                throw malformed("log " + log.at().logIndex() + " of block " + block.number() + " comes after log "
                        + before.at().logIndex() + " of block "
                        + before.at().block().number());
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
