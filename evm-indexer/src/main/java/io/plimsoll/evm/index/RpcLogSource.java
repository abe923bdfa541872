package io.plimsoll.evm.index;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.LogsBloom;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Logs by {@code eth_getLogs}, from one endpoint or several. Thread-safe.
 *
 * <p>An answer is used only if it can be: each exchange asks for the logs together with the endpoint's head and the headers of the first
 * and last block, so that a backend that is behind is found out; each log must be one that was asked for, in its place, of a block with
 * the hash that the header has. In hot blocks the logs are checked against the bloom of the header: where it has a contract or topic
 * without a log, all logs of the block are fetched, and must account for the whole bloom and every log index. What does not fit is a
 * {@link SourceException}, for which a pool asks another endpoint.
 *
 * <p>How many blocks are asked for at once follows the answers: so many that some thousand logs come, never more than an endpoint says
 * it takes. A range that is refused, or does not come in time, is asked for in smaller parts.
 */
public final class RpcLogSource implements LogSource {
    /** Providers' caps that are far below the usual are known for these chains. */
    private static final Map<ChainId, Long> FIRST_RANGES = Map.of(ChainId.HYPEREVM, 50L, ChainId.HYPEREVM_TESTNET, 50L);

    private static final long FIRST_RANGE = 1_500;
    /** Headers in one exchange. */
    private static final int HEADERS = 100;
    /** Blocks fetched whole in one exchange. */
    private static final int WHOLE_BLOCKS = 10;
    /** So often in a row one call may go without an answer before its caller hears of it. */
    private static final int MOST_SILENCES = 3;

    private static final int PAYLOAD_TOO_LARGE = 413;
    /** What the connection says of a body beyond its bound. */
    private static final String TOO_LARGE = "answer is larger than";

    private static final LogFilter EVERYTHING = new LogFilter(Set.of(), Set.of());
    private static final Comparator<WireLog> ORDER =
            Comparator.comparingLong(WireLog::block).thenComparingInt(WireLog::logIndex);

    /** Blocks that were asked for at once, and what was found in them. */
    private record Part(String source, List<BlockHeader> headers, List<WireLog> logs) {}

    /** Filters that have as many logs in a block, give or take: contracts come and go. */
    private record Kind(boolean ofContracts, Set<Bytes32> topics) {}

    /** A filter as it is sent: one of many contracts names none of them. */
    private final class Asked {
        private LogFilter filter;

        Asked(LogFilter wanted) {
            this.filter = wanted;
            if (wanted.contracts().size() > mostContracts) {
                nameNoContracts();
            }
        }

        /** Whether this makes it shorter. */
        boolean nameNoContracts() {
            boolean shorter = !filter.contracts().isEmpty();
            if (shorter) {
                mostContracts = Math.min(mostContracts, filter.contracts().size() - 1);
                filter = new LogFilter(Set.of(), filter.topics());
            }
            return shorter;
        }
    }

    private final JsonRpc rpc;
    private final ChainId chainId;
    private volatile int mostContracts;
    private final HotBlocks hotBlocks;
    private final Metrics metrics;
    private final RangeCap cap = new RangeCap();
    private final Map<Kind, RangeSize> sizes = new ConcurrentHashMap<>();
    private volatile boolean confirmed;

    private RpcLogSource(Builder builder) {
        this.rpc = builder.rpc;
        this.chainId = builder.chainId;
        this.mostContracts = builder.mostContracts;
        this.hotBlocks = builder.hotBlocks;
        this.metrics = builder.metrics;
    }

    /** How the logs of hot blocks are made sure of. */
    public enum HotBlocks {
        /** By hash only: for chains whose blooms are not those of their logs. */
        HASHED,
        /** By bloom: a block of which logs may be missing is fetched whole. The default. */
        BLOOMED,
        /** Every one is fetched whole, so that no log can be missing: more bytes, as many requests. */
        WHOLE
    }

    /**
     * The logs of a chain, with the usual settings.
     *
     * @param chainId the chain, which endpoints must confirm
     */
    public static RpcLogSource of(JsonRpc rpc, ChainId chainId) {
        return builder(rpc, chainId).build();
    }

    /**
     * The same, with settings.
     *
     * @param chainId the chain, which endpoints must confirm
     */
    public static Builder builder(JsonRpc rpc, ChainId chainId) {
        return new Builder(rpc, chainId);
    }

    @Override
    public ChainId chainId() {
        confirmChain();
        return chainId;
    }

    private void confirmChain() {
        if (confirmed) {
            return;
        }
        RpcRequest<WireQuantity> request = RpcRequest.of("eth_chainId", List.of(), new TypeReference<>() {});
        ask(RpcNeeds.NONE, List.of(request), answers -> {
            long claimed = answers.of(request).value();
            if (claimed != chainId.value()) {
                throw fault(
                        LogFault.WRONG_CHAIN,
                        answers.source(),
                        "is an endpoint of chain " + claimed + ", not of " + chainId);
            }
            return claimed;
        });
        confirmed = true;
    }

    @Override
    public BlockHeader head() {
        confirmChain();
        RpcRequest<WireHeader> latest =
                RpcRequest.of("eth_getBlockByNumber", List.of("latest", false), new TypeReference<>() {});
        return ask(RpcNeeds.NONE, List.of(latest), answers -> answers.of(latest).header());
    }

    @Override
    public List<BlockHeader> headers(Collection<Long> numbers) {
        confirmChain();
        List<Long> wanted = List.copyOf(numbers);
        List<BlockHeader> headers = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += HEADERS) {
            Map<Long, RpcRequest<WireHeader>> requests = new LinkedHashMap<>();
            for (long number : wanted.subList(from, Math.min(wanted.size(), from + HEADERS))) {
                requests.computeIfAbsent(number, RpcLogSource::header);
            }
            long highest =
                    requests.keySet().stream().mapToLong(number -> number).max().orElseThrow();
            Map<Long, BlockHeader> found =
                    ask(RpcNeeds.head(highest), List.copyOf(requests.values()), answers -> headers(answers, requests));
            wanted.subList(from, Math.min(wanted.size(), from + HEADERS))
                    .forEach(number -> headers.add(found.get(number)));
        }
        return headers;
    }

    @Override
    public long preferredRange() {
        return cap.within(
                sizes.values().stream().mapToLong(RangeSize::blocks).min().orElseGet(this::firstRange));
    }

    private long firstRange() {
        return FIRST_RANGES.getOrDefault(chainId, FIRST_RANGE);
    }

    @Override
    public LogRange logs(LogFilter filter, long first, long last, long hot) {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("a range has a first and a last block, got " + first + " to " + last);
        }
        confirmChain();
        Asked asked = new Asked(filter);
        RangeSize size = sizes.computeIfAbsent(
                new Kind(!asked.filter.contracts().isEmpty(), filter.topics()), kind -> new RangeSize(firstRange()));
        List<BlockHeader> headers = new ArrayList<>();
        List<ChainLog> logs = new ArrayList<>();
        for (long from = first; from <= last; ) {
            Part part = from < hot
                    ? part(asked, from, Math.min(last, hot - 1), false, size)
                    : part(asked, from, last, true, size);
            part = timed(part);
            append(headers, part);
            append(logs, part, filter);
            from = part.headers.get(part.headers.size() - 1).block().number() + 1;
        }
        return new LogRange(first, headers, logs);
    }

    /** As many blocks from the first one as come at once. */
    private Part part(Asked asked, long from, long last, boolean hot, RangeSize size) {
        Set<String> refusing = new HashSet<>();
        int silences = 0;
        while (true) {
            long most = Math.min(last - from + 1, hot ? HEADERS : Long.MAX_VALUE);
            long blocks = Math.min(most, cap.within(size.blocks()));
            try {
                Part part = exchange(asked.filter, from, from + blocks - 1, hot);
                cap.answered(blocks);
                size.answered(blocks, part.logs.size());
                return part;
            } catch (JsonRpcException | SourceException e) {
                SourceException known = e instanceof JsonRpcException method
                        ? method.toSourceException()
                        : (SourceException) e;
                RangeRefusal refusal = refusal(e).orElseThrow(() -> unclear(known, blocks, size));
                metrics.count(MetricName.LOG_RANGES_REFUSED, refusal.kind().tag());
                if (refusal.kind() == RangeRefusal.Kind.TIME && ++silences == MOST_SILENCES) {
                    shrink(refusal, blocks, size);
                    throw known;
                }
                if (refusal.kind() == RangeRefusal.Kind.CONTRACTS && asked.nameNoContracts()) {
                    continue;
                }
                if (blocks == 1) {
                    throw alone(refusal.kind(), from, known);
                }
                if (!othersTake(refusal, blocks, known.source()) || !refusing.add(known.source())) {
                    shrink(refusal, blocks, size);
                }
            }
        }
    }

    /** What the caller gets; it may have been too much at once in words that nobody knows, or what a limit on the way cut off. */
    private static SourceException unclear(SourceException e, long blocks, RangeSize size) {
        if (blocks > 1 && (e instanceof MalformedResponse || e instanceof Transport || e instanceof Rejected)) {
            size.refused(blocks, blocks / 2);
        }
        return e;
    }

    private static SourceException alone(RangeRefusal.Kind kind, long block, SourceException e) {
        return switch (kind) {
            case BLOCKS, RESULTS, CONTRACTS -> new BlockRefusedException(e.source(), block, String.valueOf(e.getMessage()));
            case TIME, UNCLEAR -> e;
        };
    }

    /** What was too much at once, if that is what is wrong. */
    private static Optional<RangeRefusal> refusal(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof JsonRpcException method) {
            return RangeRefusal.read(message.substring(Math.max(0, message.indexOf(method.method()))));
        }
        if (e instanceof Rejected rejected) {
            return rejected.status() == PAYLOAD_TOO_LARGE
                    ? Optional.of(RangeRefusal.of(RangeRefusal.Kind.RESULTS))
                    : RangeRefusal.read(message);
        }
        if (e instanceof Transport && !Thread.currentThread().isInterrupted()) {
            if (e.getCause() instanceof InterruptedIOException) {
                return Optional.of(RangeRefusal.of(RangeRefusal.Kind.TIME));
            }
            if (message.contains(TOO_LARGE)) {
                return Optional.of(RangeRefusal.of(RangeRefusal.Kind.RESULTS));
            }
        }
        return Optional.empty();
    }

    /** Tells a pool what one of its endpoints takes, and whether there is another that may take more. */
    private boolean othersTake(RangeRefusal refusal, long blocks, String source) {
        if (refusal.kind() != RangeRefusal.Kind.BLOCKS || source.equals(rpc.source())) {
            return false;
        }
        rpc.tightenLogRange(source, instead(refusal, blocks));
        return rpc.maxLogRange() >= blocks;
    }

    private void shrink(RangeRefusal refusal, long blocks, RangeSize size) {
        if (refusal.kind() == RangeRefusal.Kind.BLOCKS) {
            cap.refused(blocks, instead(refusal, blocks));
        } else if (blocks > 1) {
            size.refused(blocks, instead(refusal, blocks));
        }
    }

    /** How many to ask for after so many were refused. A number that was refused itself may have been meant without one of the ends. */
    private static long instead(RangeRefusal refusal, long blocks) {
        long taken = refusal.blocks().orElse(blocks / 2);
        return Math.max(1, taken < blocks ? taken : taken == blocks ? blocks - 1 : blocks / 2);
    }

    private Part exchange(LogFilter filter, long from, long to, boolean hot) {
        boolean whole = hot && hotBlocks == HotBlocks.WHOLE;
        LogFilter asked = whole ? EVERYTHING : filter;
        Map<Long, RpcRequest<WireHeader>> headers = new TreeMap<>();
        headers.put(from, header(from));
        for (long number = from + 1; hot && number < to; number++) {
            headers.put(number, header(number));
        }
        headers.computeIfAbsent(to, RpcLogSource::header);
        RpcRequest<WireQuantity> head = RpcRequest.of("eth_blockNumber", List.of(), new TypeReference<>() {});
        RpcRequest<WireLogs> logs = logs(asked, from, to);
        List<RpcRequest<?>> requests = new ArrayList<>();
        requests.add(head);
        requests.add(logs);
        requests.addAll(headers.values());
        Part part = rpc.ask(RpcNeeds.logs(from, to), requests, answers -> {
            List<WireLog> found = found(answers, logs);
            if (answers.of(head).value() < to) {
                throw fault(
                        LogFault.BEHIND,
                        answers.source(),
                        "has no block " + to + " yet, its head is "
                                + answers.of(head).value());
            }
            Map<Long, BlockHeader> known = headers(answers, headers);
            Part read = new Part(
                    answers.source(),
                    List.copyOf(known.values()),
                    checked(answers.source(), asked, from, to, known, found));
            if (whole) {
                known.values().forEach(header -> checkWhole(answers.source(), header, of(header, read.logs)));
            }
            return read;
        });
        return hot && hotBlocks == HotBlocks.BLOOMED ? completed(filter, part) : part;
    }

    private List<WireLog> found(RpcAnswers answers, RpcRequest<WireLogs> request) {
        checkNotBehind(answers, request);
        return answers.of(request).logs();
    }

    private void checkNotBehind(RpcAnswers answers, RpcRequest<?> request) {
        answers.error(request)
                .map(error -> String.valueOf(error.getMessage()))
                .filter(RangeRefusal::isBehind)
                .ifPresent(message -> {
                    throw fault(LogFault.BEHIND, answers.source(), message);
                });
    }

    /** Whatever endpoint: each block must be there, and the parent of the next. */
    private Map<Long, BlockHeader> headers(RpcAnswers answers, Map<Long, RpcRequest<WireHeader>> requests) {
        Map<Long, BlockHeader> headers = new TreeMap<>();
        requests.forEach((number, request) -> {
            checkNotBehind(answers, request);
            BlockHeader header = answers.find(request)
                    .orElseThrow(() -> fault(LogFault.BEHIND, answers.source(), "does not know block " + number))
                    .header();
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
            if (before != null) {
                checkLink(answers.source(), before, header);
            }
            before = header;
        }
        return headers;
    }

    private void checkLink(String source, BlockHeader before, BlockHeader header) {
        if (before.block().number() + 1 == header.block().number()
                && !before.block().hash().equals(header.parent())) {
            throw fault(
                    LogFault.FORKED,
                    source,
                    "block " + before.block().number() + " is " + before.block().hash() + ", for the next one it is "
                            + header.parent());
        }
    }

    /** The logs, if they can be, in the order in which they happened. */
    private List<WireLog> checked(
            String source, LogFilter asked, long from, long to, Map<Long, BlockHeader> headers, List<WireLog> found) {
        List<WireLog> logs = sorted(found);
        WireLog before = null;
        for (WireLog log : logs) {
            if (log.removed()) {
                throw fault(LogFault.REMOVED, source, "gave a removed log of block " + log.block());
            }
            if (log.block() < from || log.block() > to || !takes(asked, log)) {
                throw fault(
                        LogFault.OUTSIDE,
                        source,
                        "asked for blocks " + from + " to " + to + ", gave another log: block " + log.block()
                                + ", contract " + log.contract() + ", topics " + log.topics());
            }
            if (before == null || before.block() != log.block()) {
                BlockHeader header = headers.get(log.block());
                if (header != null && !header.block().hash().equals(log.blockHash())) {
                    throw fault(
                            LogFault.FORKED,
                            source,
                            "block " + log.block() + " is " + header.block().hash() + ", a log of it is of "
                                    + log.blockHash());
                }
            } else {
                checkSuccession(source, before, log);
            }
            before = log;
        }
        return logs;
    }

    private void checkSuccession(String source, WireLog before, WireLog log) {
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
                            + " are of transactions "
                            + before.transactionIndex() + " and " + log.transactionIndex() + ", "
                            + before.transaction() + " and " + log.transaction());
        }
    }

    private List<WireLog> sorted(List<WireLog> logs) {
        for (int i = 1; i < logs.size(); i++) {
            if (ORDER.compare(logs.get(i - 1), logs.get(i)) > 0) {
                metrics.count(MetricName.LOG_FAULTS, LogFault.UNSORTED.tag());
                return logs.stream().sorted(ORDER).toList();
            }
        }
        return logs;
    }

    private static boolean takes(LogFilter filter, WireLog log) {
        return (filter.contracts().isEmpty() || filter.contracts().contains(log.contract()))
                && (filter.topics().isEmpty()
                        || (!log.topics().isEmpty()
                                && filter.topics().contains(log.topics().get(0))));
    }

    /** The same part, with the blocks fetched whole of which logs may be missing. */
    private Part completed(LogFilter filter, Part part) {
        List<BlockHeader> doubtful = part.headers.stream()
                .filter(header -> mayMiss(filter, header.bloom(), of(header, part.logs)))
                .toList();
        if (doubtful.isEmpty()) {
            return part;
        }
        Map<Long, List<WireLog>> whole = new HashMap<>();
        for (int from = 0; from < doubtful.size(); from += WHOLE_BLOCKS) {
            whole.putAll(whole(doubtful.subList(from, Math.min(doubtful.size(), from + WHOLE_BLOCKS))));
        }
        List<WireLog> logs = new ArrayList<>();
        for (BlockHeader header : part.headers) {
            List<WireLog> before = of(header, part.logs);
            List<WireLog> now = whole.getOrDefault(header.block().number(), before).stream()
                    .filter(log -> takes(filter, log))
                    .toList();
            if (now.size() < before.size()) {
                throw fault(
                        LogFault.MISSING,
                        part.source,
                        "has logs of block " + header.block().number() + " that are not in the whole block");
            }
            if (now.size() > before.size()) {
                metrics.count(MetricName.LOG_FAULTS, LogFault.MISSING.tag());
            }
            logs.addAll(now);
        }
        return new Part(part.source, part.headers, logs);
    }

    private static boolean mayMiss(LogFilter filter, LogsBloom bloom, List<WireLog> logs) {
        Set<Object> there = new LinkedHashSet<>();
        for (WireLog log : logs) {
            there.add(log.contract());
            if (!log.topics().isEmpty()) {
                there.add(log.topics().get(0));
            }
        }
        boolean contract =
                filter.contracts().isEmpty() || filter.contracts().stream().anyMatch(bloom::mayContain);
        boolean topic = filter.topics().isEmpty() || filter.topics().stream().anyMatch(bloom::mayContain);
        boolean otherContract =
                filter.contracts().stream().anyMatch(wanted -> !there.contains(wanted) && bloom.mayContain(wanted));
        boolean otherTopic =
                filter.topics().stream().anyMatch(wanted -> !there.contains(wanted) && bloom.mayContain(wanted));
        boolean anything = logs.isEmpty() && !bloom.equals(LogsBloom.of(List.of()));
        return contract && topic && (otherContract || otherTopic || anything);
    }

    /** All logs of each of these blocks, proven to be all. */
    private Map<Long, List<WireLog>> whole(List<BlockHeader> blocks) {
        Map<BlockHeader, RpcRequest<WireLogs>> requests = new LinkedHashMap<>();
        for (BlockHeader header : blocks) {
            requests.put(
                    header,
                    logs(EVERYTHING, header.block().number(), header.block().number()));
        }
        long last = blocks.get(blocks.size() - 1).block().number();
        return ask(RpcNeeds.logs(last, last), List.copyOf(requests.values()), answers -> {
            Map<Long, List<WireLog>> whole = new HashMap<>();
            requests.forEach((header, request) -> {
                long number = header.block().number();
                List<WireLog> logs = checked(
                        answers.source(), EVERYTHING, number, number, Map.of(number, header), found(answers, request));
                checkWhole(answers.source(), header, logs);
                whole.put(number, logs);
            });
            return whole;
        });
    }

    /** Logs account for a bloom if it has no bit without one; a chain may have more logs than its bloom, as HyperEVM's of system transactions. */
    private void checkWhole(String source, BlockHeader header, List<WireLog> logs) {
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).logIndex() != i) {
                throw fault(
                        LogFault.MISSING,
                        source,
                        "gave no log " + i + " of block " + header.block().number());
            }
        }
        if (!LogsBloom.of(
                        logs.stream().map(log -> chainLog(log, header.block())).toList())
                .covers(header.bloom())) {
            throw fault(
                    LogFault.MISSING,
                    source,
                    "gave " + logs.size() + " logs of block " + header.block().number() + ", its bloom has more");
        }
    }

    private static List<WireLog> of(BlockHeader header, List<WireLog> logs) {
        return logs.stream()
                .filter(log -> log.block() == header.block().number())
                .toList();
    }

    /** The same part, with the headers of the blocks whose time is not told with their logs, or cannot be what is told. */
    private Part timed(Part part) {
        Map<Long, BlockHeader> headers = new TreeMap<>();
        part.headers.forEach(header -> headers.put(header.block().number(), header));
        long latest = part.headers.get(part.headers.size() - 1).block().time().getEpochSecond();
        long time = part.headers.get(0).block().time().getEpochSecond();
        Set<Long> timeless = new LinkedHashSet<>();
        for (WireLog log : part.logs) {
            if (!headers.containsKey(log.block())) {
                if (log.time() < time || log.time() > latest) {
                    timeless.add(log.block());
                } else {
                    time = log.time();
                }
            }
        }
        if (timeless.isEmpty()) {
            return part;
        }
        metrics.count(MetricName.LOG_FAULTS, LogFault.TIMELESS.tag());
        headers(timeless).forEach(header -> headers.put(header.block().number(), header));
        return new Part(
                part.source,
                List.copyOf(headers.values()),
                checked(
                        part.source,
                        EVERYTHING,
                        part.headers.get(0).block().number(),
                        part.headers.get(part.headers.size() - 1).block().number(),
                        headers,
                        part.logs));
    }

    private void append(List<BlockHeader> headers, Part part) {
        for (BlockHeader header : part.headers) {
            if (!headers.isEmpty()) {
                checkLink(part.source, headers.get(headers.size() - 1), header);
            }
            headers.add(header);
        }
    }

    private void append(List<ChainLog> logs, Part part, LogFilter filter) {
        Map<Long, BlockRef> headers = new HashMap<>();
        part.headers.forEach(header -> headers.put(header.block().number(), header.block()));
        BlockRef block = part.headers.get(0).block();
        for (WireLog log : part.logs) {
            if (takes(filter, log)) {
                if (block.number() != log.block()) {
                    BlockRef known = headers.get(log.block());
                    block = known != null
                            ? known
                            : new BlockRef(log.block(), log.blockHash(), Instant.ofEpochSecond(log.time()));
                }
                logs.add(chainLog(log, block));
            }
        }
    }

    private ChainLog chainLog(WireLog log, BlockRef block) {
        return new ChainLog(
                new LogRef(chainId, block, log.transaction(), log.transactionIndex(), log.logIndex()),
                log.contract(),
                log.topics(),
                log.data());
    }

    private <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
        try {
            return rpc.ask(needs, requests, reading);
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }

    private static RpcRequest<WireHeader> header(long number) {
        return RpcRequest.of("eth_getBlockByNumber", List.of(quantity(number), false), new TypeReference<>() {});
    }

    private static RpcRequest<WireLogs> logs(LogFilter filter, long from, long to) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("fromBlock", quantity(from));
        wire.put("toBlock", quantity(to));
        if (!filter.contracts().isEmpty()) {
            wire.put(
                    "address",
                    filter.contracts().stream().map(Object::toString).sorted().toList());
        }
        if (!filter.topics().isEmpty()) {
            wire.put(
                    "topics",
                    List.of(filter.topics().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList()));
        }
        return RpcRequest.of("eth_getLogs", List.of(wire), new TypeReference<>() {});
    }

    private static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }

    private SourceException fault(LogFault fault, String source, String message) {
        metrics.count(MetricName.LOG_FAULTS, fault.tag());
        return switch (fault) {
            case BEHIND, FORKED, MISSING, WRONG_CHAIN -> new Unusable(source, message);
            default -> new MalformedResponse(source, message, null);
        };
    }

    /** Settings, each with a default. */
    public static final class Builder {
        private final JsonRpc rpc;
        private final ChainId chainId;
        private int mostContracts = 500;
        private HotBlocks hotBlocks = HotBlocks.BLOOMED;
        private Metrics metrics = Metrics.NONE;

        private Builder(JsonRpc rpc, ChainId chainId) {
            this.rpc = rpc;
            this.chainId = chainId;
        }

        /**
         * Names at most so many contracts in a request: for a filter with more, the logs of all contracts are fetched, and sorted out
         * here. By default 500; endpoints take from some hundred to some thousand.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder mostContracts(int contracts) {
            if (contracts < 1) {
                throw new IllegalArgumentException("contracts must be positive, got " + contracts);
            }
            this.mostContracts = contracts;
            return this;
        }

        /** How the logs of hot blocks are made sure of; by default {@link HotBlocks#BLOOMED}. */
        public Builder hotBlocks(HotBlocks hotBlocks) {
            this.hotBlocks = hotBlocks;
            return this;
        }

        /** Where refusals and faults are counted; by default nowhere. */
        public Builder metrics(Metrics metrics) {
            this.metrics = metrics;
            return this;
        }

        /** The source. Nothing is asked yet. */
        public RpcLogSource build() {
            return new RpcLogSource(this);
        }
    }
}
