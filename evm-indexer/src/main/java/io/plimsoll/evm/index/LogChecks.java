package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.LogsBloom;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether answers about blocks and logs can be, and fit together. What does not is counted, and an error. Thread-safe. */
final class LogChecks {
    private static final Comparator<WireLog> ORDER =
            Comparator.comparingLong(WireLog::block).thenComparingInt(WireLog::logIndex);

    private final Metrics metrics;

    LogChecks(Metrics metrics) {
        this.metrics = metrics;
    }

    void count(LogFault fault) {
        metrics.count(MetricName.LOG_FAULTS, fault.tag());
    }

    /** The error of a fault; it is counted. */
    SourceException fault(LogFault fault, String source, String message) {
        count(fault);
        return switch (fault) {
            case BEHIND, FORKED, MISSING -> new Unusable(source, message);
            default -> new MalformedResponse(source, message, null);
        };
    }

    /** The result of a request of blocks that the endpoint may not have yet. */
    <T> T there(RpcAnswers answers, RpcRequest<T> request, long block) {
        notBehind(answers, request);
        return answers.find(request)
                .orElseThrow(() -> fault(LogFault.BEHIND, answers.source(), "does not know block " + block));
    }

    private void notBehind(RpcAnswers answers, RpcRequest<?> request) {
        answers.error(request)
                .filter(error -> RangeRefusal.isBehind(error.words()))
                .ifPresent(error -> {
                    throw fault(LogFault.BEHIND, answers.source(), request + ": " + error.words());
                });
    }

    /** One that refuses a single block is of no use for it, though others may be. */
    void notRefusedAlone(RpcAnswers answers, RpcRequest<?> request, long block) {
        answers.error(request)
                .ifPresent(error -> RangeRefusal.read(error.words())
                        .filter(refusal -> refusal.kind() == RangeRefusal.Kind.BLOCKS
                                || refusal.kind() == RangeRefusal.Kind.RESULTS)
                        .ifPresent(refusal -> {
                            throw new BlockRefusedException(answers.source(), block, error.words());
                        }));
    }

    /** The head must not be below a block. */
    void head(RpcAnswers answers, RpcRequest<WireQuantity> request, long block) {
        long head = answers.of(request).value();
        if (head < block) {
            throw fault(LogFault.BEHIND, answers.source(), "has no block " + block + " yet, its head is " + head);
        }
    }

    /** All logs of a part's last block must be all, and those of the filter must be in the part. If it refuses to give them, so be it. */
    void probe(RpcAnswers answers, RpcRequest<WireLogs> request, LogPart part, LogFilter filter) {
        notBehind(answers, request);
        if (answers.error(request).isPresent()) {
            return;
        }
        long last = part.last();
        BlockHeader header = part.headers().get(part.headers().size() - 1);
        List<WireLog> all = logs(
                part.source(),
                LogExchange.EVERYTHING,
                last,
                last,
                Map.of(last, header),
                answers.of(request).logs());
        whole(part.source(), header, all);
        long wanted = all.stream().filter(log -> log.isTakenBy(filter)).count();
        long given = part.logs().stream().filter(log -> log.block() == last).count();
        if (wanted != given) {
            throw fault(
                    LogFault.MISSING,
                    part.source(),
                    "gave " + given + " logs of block " + last + " in its range, " + wanted + " of it alone");
        }
    }

    /** Headers by their numbers, ascending: each must be there, and be the parent of the next. */
    Map<Long, BlockHeader> headers(RpcAnswers answers, Map<Long, RpcRequest<WireHeader>> requests) {
        Map<Long, BlockHeader> headers = new TreeMap<>();
        requests.forEach((number, request) -> {
            BlockHeader header = there(answers, request, number).header();
            if (header.block().number() != number) {
                throw fault(
                        LogFault.OUTSIDE,
                        answers.source(),
                        "gave block " + header.block().number() + " for " + number);
            }
            headers.put(number, header);
        });
        BlockHeader before = null;
        for (BlockHeader header : headers.values()) {
            link(answers.source(), before, header);
            before = header;
        }
        return headers;
    }

    /** Neighbours must be parent and child. */
    void link(String source, @Nullable BlockHeader before, BlockHeader header) {
        if (before != null
                && before.block().number() + 1 == header.block().number()
                && !before.block().hash().equals(header.parent())) {
            throw fault(
                    LogFault.FORKED,
                    source,
                    "block " + before.block().number() + " is " + before.block().hash() + ", for the next one it is "
                            + header.parent());
        }
    }

    /** The logs in the order in which they happened: each one that was asked for, once, and of the block that the header is of. */
    List<WireLog> logs(
            String source, LogFilter asked, long from, long to, Map<Long, BlockHeader> headers, List<WireLog> found) {
        List<WireLog> logs = sorted(found);
        WireLog before = null;
        for (WireLog log : logs) {
            if (log.removed()) {
                throw fault(LogFault.REMOVED, source, "gave a removed log of block " + log.block());
            }
            if (log.block() < from || log.block() > to || !log.isTakenBy(asked)) {
                throw fault(
                        LogFault.OUTSIDE,
                        source,
                        "asked for blocks " + from + " to " + to + ", gave another log: block " + log.block()
                                + ", contract " + log.contract() + ", topics " + log.topics());
            }
            if (before == null || before.block() != log.block()) {
                hash(source, headers.get(log.block()), log);
            } else {
                succession(source, before, log);
            }
            before = log;
        }
        return logs;
    }

    private List<WireLog> sorted(List<WireLog> logs) {
        for (int i = 1; i < logs.size(); i++) {
            if (ORDER.compare(logs.get(i - 1), logs.get(i)) > 0) {
                count(LogFault.UNSORTED);
                return logs.stream().sorted(ORDER).toList();
            }
        }
        return logs;
    }

    private void hash(String source, @Nullable BlockHeader header, WireLog log) {
        if (header != null && !header.block().hash().equals(log.blockHash())) {
            throw fault(
                    LogFault.FORKED,
                    source,
                    "block " + log.block() + " is " + header.block().hash() + ", a log of it is of " + log.blockHash());
        }
    }

    private void succession(String source, WireLog before, WireLog log) {
        if (!before.blockHash().equals(log.blockHash())) {
            throw fault(
                    LogFault.FORKED,
                    source,
                    "gave logs of two blocks " + log.block() + ", " + before.blockHash() + " and " + log.blockHash());
        }
        if (before.logIndex() == log.logIndex()) {
            throw fault(
                    LogFault.DUPLICATE, source, "gave log " + log.logIndex() + " of block " + log.block() + " twice");
        }
        boolean same = before.transaction().equals(log.transaction());
        if (before.transactionIndex() > log.transactionIndex()
                || same != (before.transactionIndex() == log.transactionIndex())) {
            throw fault(
                    LogFault.ORDER,
                    source,
                    "logs " + before.logIndex() + " and " + log.logIndex() + " of block " + log.block()
                            + " are of transactions " + before.transactionIndex() + " and " + log.transactionIndex()
                            + ", " + before.transaction() + " and " + log.transaction());
        }
    }

    /**
     * Whether these are all logs of a block: no index is left out, and no bit of the bloom is without a log. A block may well have logs
     * that its bloom has not, as HyperEVM's have of system transactions.
     */
    void whole(String source, BlockHeader header, List<WireLog> logs) {
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).logIndex() != i) {
                throw fault(
                        LogFault.MISSING,
                        source,
                        "gave no log " + i + " of block " + header.block().number());
            }
        }
        LogsBloom.Builder bloom = new LogsBloom.Builder();
        logs.forEach(log -> bloom.add(log.contract(), log.topics()));
        if (!bloom.build().covers(header.bloom())) {
            throw fault(
                    LogFault.MISSING,
                    source,
                    "gave " + logs.size() + " logs of block " + header.block().number()
                            + ", its bloom has more (of a chain whose blooms are always so, fetch HotBlocks.HASHED)");
        }
    }
}
