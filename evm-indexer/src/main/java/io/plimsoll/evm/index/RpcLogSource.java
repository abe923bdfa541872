package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs by {@code eth_getLogs}, from one endpoint or several. Thread-safe.
 *
 * <p>An answer is used only if it can be. Each exchange asks one endpoint for the logs together with the headers of the first and last
 * block; each log must be one that was asked for, in its place, of a block with the hash that the header has. Hot blocks are fetched
 * whole unless {@link HotBlocks} says otherwise: their logs, of all contracts, must account for every log index and for the whole bloom
 * of the header, so that none can be missing. Of other, cold ranges the last block is made sure of in the same way, as it shows whether
 * a backend is behind; and where one endpoint says that such a range has no logs, another one is asked too, unless {@link ColdRanges}
 * says otherwise. What does not fit is a {@link SourceException}, for which a pool asks another endpoint, and is counted.
 *
 * <p>How many blocks are asked for at once follows the answers: so many that some thousand logs come, never more than an endpoint says
 * it takes. A range that is refused, or does not come in time, is asked for in smaller parts; a single block that is refused is a {@link
 * BlockRefusedException}.
 *
 * <p>Exchanges are of a few requests each: four for a range of other blocks, two and one for each block for hot ones.
 */
public final class RpcLogSource implements LogSource {
    /** Providers' caps that are far below the usual are known for these chains. */
    private static final Map<ChainId, Long> FIRST_RANGES = Map.of(ChainId.HYPEREVM, 50L, ChainId.HYPEREVM_TESTNET, 50L);

    private static final long FIRST_RANGE = 1_500;
    /** A kind of filter that nobody asked for in so many questions has no say in how large ranges had better be. */
    private static final long LATE_QUESTIONS = 50;
    /** Beyond it, an answer without logs saves nothing any more. */
    private static final long MOST_BLOCKS = 50_000;
    /** So often in a row one call may go without an answer before its caller hears of it. */
    private static final int MOST_SILENCES = 3;

    private static final int PAYLOAD_TOO_LARGE = 413;
    /** Beyond it a range ends early: so many logs, and those of the part that goes beyond, are in memory for each range under way. */
    static final int MOST_LOGS = 15_000;

    private static final Logger LOG = LoggerFactory.getLogger(RpcLogSource.class);
    /** What the connection says of a body beyond its bound. */
    private static final String TOO_LARGE = "answer is larger than";

    /** Filters that have as many logs in a block, give or take: contracts come and go. */
    private record Kind(boolean ofContracts, Set<Bytes32> topics) {}

    /** A filter as it is sent, and whom to: one of many contracts names none of them. */
    private final class Asked {
        private final Set<String> except;
        private final RangeCap cap;
        private LogFilter filter;

        Asked(LogFilter wanted, Set<String> except, RangeCap cap) {
            this.filter = wanted;
            this.except = except;
            this.cap = cap;
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
    private final LogChecks checks;
    private final LogExchange exchange;
    private final HotBlocks hotBlocks;
    private final ColdRanges coldRanges;
    private final Metrics metrics;
    private final RangeCap cap = new RangeCap();
    private final RangeCap secondCap = new RangeCap();
    private final RangeSize secondSize;
    private final Map<Kind, RangeSize> sizes = new ConcurrentHashMap<>();
    private final RangeSize hotSize = new RangeSize(LogExchange.HEADERS, LogExchange.HEADERS);
    private final AtomicLong questions = new AtomicLong();
    private volatile boolean confirmed;

    private RpcLogSource(Builder builder) {
        this.rpc = builder.rpc;
        this.chainId = builder.chainId;
        this.mostContracts = builder.mostContracts;
        this.hotBlocks = builder.hotBlocks;
        this.coldRanges = builder.coldRanges;
        this.secondSize = new RangeSize(firstRange(), MOST_BLOCKS);
        this.metrics = builder.metrics;
        this.checks = new LogChecks(metrics);
        this.exchange = new LogExchange(rpc, checks);
    }

    /** How the logs of hot blocks are made sure of. */
    public enum HotBlocks {
        /** By hash only, and the last block of other ranges not at all: for chains whose blooms are not those of their logs. */
        HASHED,

        /** By bloom: a block whose bloom has a contract or topic of the filter and whose logs have not is fetched whole. */
        BLOOMED,

        /** Every one is fetched whole, with the logs of all contracts: more bytes, the fewest requests. The default. */
        WHOLE
    }

    /**
     * What is done about a cold range of which one endpoint says that it has no logs. Where nothing shows that this is true, it is
     * counted as {@link LogRange#unproven}. That an answer with logs has them all is shown by blooms only.
     */
    public enum ColdRanges {
        /** It is believed. */
        TRUSTED,

        /**
         * Another endpoint is asked too, if there is one: as many requests again, at its pace and in its ranges, so that a slow one
         * slows a catch-up down. If it gives no answer, blooms are looked at, as below. One endpoint alone is believed. The default.
         */
        COMPARED,

        /**
         * The headers of all blocks of all cold ranges are fetched, whether they have logs or not, and where a bloom has what the logs
         * have not, the whole block: one request for each block, and nothing can be missing. Not with {@link HotBlocks#HASHED}.
         */
        BLOOMED
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
        if (!confirmed) {
            understood(() -> {
                exchange.confirm(chainId);
                return chainId;
            });
            confirmed = true;
        }
    }

    @Override
    public BlockHeader head() {
        confirmChain();
        return understood(exchange::head);
    }

    @Override
    public List<BlockHeader> headers(Collection<Long> numbers) {
        confirmChain();
        Map<Long, BlockHeader> headers = understood(() -> exchange.headers(Set.copyOf(numbers)));
        return numbers.stream().map(headers::get).toList();
    }

    private static <T> T understood(Supplier<T> question) {
        try {
            return question.get();
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }

    @Override
    public long preferredRange() {
        long now = questions.get();
        return cap.within(sizes.values().stream()
                .filter(size -> size.isInUse(now - LATE_QUESTIONS))
                .mapToLong(RangeSize::blocks)
                .min()
                .orElseGet(this::firstRange));
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
        Asked asked = new Asked(filter, Set.of(), cap);
        RangeSize size = sizes.computeIfAbsent(
                new Kind(!asked.filter.contracts().isEmpty(), filter.topics()),
                kind -> new RangeSize(firstRange(), MOST_BLOCKS));
        size.use(questions.incrementAndGet());
        // no growth on the way: what fails because it grew too far would fail each time that the caller begins again
        long cold = size.blocks();
        long hottest = hotSize.blocks();
        List<BlockHeader> headers = new ArrayList<>();
        List<ChainLog> logs = new ArrayList<>();
        long unproven = 0;
        for (long from = first; from <= last && logs.size() < MOST_LOGS; ) {
            LogPart part = from >= hot
                    ? part(asked, from, Math.min(last, from + hottest - 1), true, hotSize, hotBlocks)
                    : coldRanges == ColdRanges.BLOOMED
                            ? bloomed(asked, from, Math.min(last, hot - 1))
                            : part(
                                    asked,
                                    from,
                                    Math.min(Math.min(last, hot - 1), from + cold - 1),
                                    false,
                                    size,
                                    hotBlocks);
            if (!part.proven() && part.logs().isEmpty()) {
                part = compared(asked, part);
                if (!part.proven()) {
                    metrics.count(MetricName.LOG_RANGES_UNPROVEN, chainId.toString());
                    unproven += part.last() - part.first() + 1;
                }
            }
            append(part, filter, headers, logs);
            from = part.last() + 1;
        }
        return new LogRange(first, headers, logs, unproven);
    }

    /** As many blocks from the first one as come at once, made sure of by all their headers. */
    private LogPart bloomed(Asked asked, long from, long last) {
        return part(asked, from, Math.min(last, from + hotSize.blocks() - 1), true, hotSize, HotBlocks.BLOOMED)
                .withEnds();
    }

    /** A part that is said to have no logs, as others say too, or the blooms. */
    private LogPart compared(Asked asked, LogPart empty) {
        long most = rpc.maxLogRangeWithout(empty.source());
        if (coldRanges == ColdRanges.TRUSTED || most < 1) {
            return empty;
        }
        Asked others = new Asked(asked.filter, Set.of(empty.source()), secondCap);
        LogPart second;
        boolean proven = true;
        try {
            second = inPieces(empty, from -> {
                long last = Math.min(empty.last(), from + Math.min(most, secondSize.blocks()) - 1);
                return part(others, from, last, false, secondSize, hotBlocks);
            });
        } catch (JsonRpcException | SourceException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.debug("chain={} blocks={}-{} state=no-second-opinion", chainId, empty.first(), empty.last(), e);
            if (hotBlocks == HotBlocks.HASHED) {
                return empty;
            }
            second = inPieces(empty, from -> bloomed(asked, from, empty.last()));
            proven = second.proven();
        }
        return agreed(empty, second, proven);
    }

    /** Until there are enough logs. */
    private static LogPart inPieces(LogPart whole, LongFunction<LogPart> piece) {
        List<BlockHeader> headers = new ArrayList<>();
        List<WireLog> logs = new ArrayList<>();
        String source = whole.source();
        boolean proven = true;
        for (long from = whole.first(); from <= whole.last() && logs.size() < MOST_LOGS; ) {
            LogPart part = piece.apply(from);
            headers.addAll(part.headers());
            logs.addAll(part.logs());
            source = part.source();
            proven &= part.proven();
            from = part.last() + 1;
        }
        return new LogPart(source, headers, logs, proven);
    }

    /** What the second one says, if both tell of one chain. */
    private LogPart agreed(LogPart empty, LogPart second, boolean proven) {
        NavigableMap<Long, BlockHeader> headers = new TreeMap<>();
        second.headers().forEach(header -> headers.put(header.block().number(), header));
        for (BlockHeader header : empty.headers()) {
            BlockHeader other = headers.putIfAbsent(header.block().number(), header);
            if (other != null && !other.block().hash().equals(header.block().hash())) {
                throw checks.fault(
                        LogFault.FORKED,
                        second.source(),
                        "block " + header.block().number() + " is "
                                + other.block().hash() + ", for " + empty.source() + " it is "
                                + header.block().hash());
            }
        }
        if (!second.logs().isEmpty()) {
            checks.count(LogFault.MISSING);
            LOG.warn(
                    "chain={} endpoint={} blocks={}-{} fault=missing: it gave no logs, {} has {}",
                    chainId,
                    empty.source(),
                    empty.first(),
                    empty.last(),
                    second.source(),
                    second.logs().size());
        }
        return new LogPart(
                second.source(),
                List.copyOf(headers.headMap(second.last(), true).values()),
                second.logs(),
                proven);
    }

    private void append(LogPart part, LogFilter filter, List<BlockHeader> headers, List<ChainLog> logs) {
        LogPart timed = understood(() -> exchange.timed(part));
        Map<Long, BlockRef> blocks = new HashMap<>();
        for (BlockHeader header : timed.headers()) {
            checks.link(timed.source(), headers.isEmpty() ? null : headers.get(headers.size() - 1), header);
            headers.add(header);
            blocks.put(header.block().number(), header.block());
        }
        BlockRef block = timed.headers().get(0).block();
        for (WireLog log : timed.logs()) {
            if (log.isTakenBy(filter)) {
                if (block.number() != log.block()) {
                    BlockRef known = blocks.get(log.block());
                    block = known != null
                            ? known
                            : new BlockRef(log.block(), log.blockHash(), Instant.ofEpochSecond(log.time()));
                }
                logs.add(new ChainLog(
                        new LogRef(chainId, block, log.transaction(), log.transactionIndex(), log.logIndex()),
                        log.contract(),
                        log.topics(),
                        log.data()));
            }
        }
    }

    /** As many blocks from the first one as come at once. */
    private LogPart part(Asked asked, long from, long last, boolean hot, RangeSize size, HotBlocks wanted) {
        Set<String> refusing = new HashSet<>();
        HotBlocks sure = wanted;
        int silences = 0;
        while (true) {
            long blocks = Math.min(last - from + 1, asked.cap.within(size.blocks()));
            try {
                LogPart part = exchange.logs(asked.filter, from, from + blocks - 1, hot, sure, asked.except);
                asked.cap.answered(blocks);
                size.answered(blocks, part.logs().size());
                return part;
            } catch (JsonRpcException | SourceException e) {
                SourceException known =
                        e instanceof JsonRpcException method ? method.toSourceException() : (SourceException) e;
                RangeRefusal refusal = refusal(e).orElseThrow(() -> unclear(e, known, blocks, size));
                metrics.count(MetricName.LOG_RANGES_REFUSED, refusal.kind().tag());
                if (refusal.kind() == RangeRefusal.Kind.TIME && ++silences == MOST_SILENCES) {
                    shrink(refusal, blocks, size, asked.cap);
                    throw known;
                }
                if (refusal.kind() == RangeRefusal.Kind.CONTRACTS && asked.nameNoContracts()) {
                    continue;
                }
                if (blocks == 1) {
                    SourceException alone = alone(refusal.kind(), from, known, size);
                    // the logs of all contracts may be too many where those of the filter are not
                    if (!(alone instanceof BlockRefusedException) || !hot || sure == HotBlocks.HASHED) {
                        throw alone;
                    }
                    sure = HotBlocks.HASHED;
                } else if (!othersTake(refusal, blocks, known.source()) || !refusing.add(known.source())) {
                    shrink(refusal, blocks, size, asked.cap);
                }
            }
        }
    }

    /** What the caller gets; it may have been too much at once in words that nobody knows, or what a limit on the way cut off. */
    private static SourceException unclear(RuntimeException e, SourceException known, long blocks, RangeSize size) {
        if (e instanceof JsonRpcException && !(known instanceof RateLimited)) {
            size.refused(blocks, blocks / 2);
        } else if (known instanceof MalformedResponse || known instanceof Transport || known instanceof Rejected) {
            size.failed(blocks);
        }
        return known;
    }

    private static SourceException alone(RangeRefusal.Kind kind, long block, SourceException e, RangeSize size) {
        if (kind == RangeRefusal.Kind.TIME || kind == RangeRefusal.Kind.UNCLEAR) {
            size.forgetLimits();
            return e;
        }
        return e instanceof BlockRefusedException
                ? e
                : new BlockRefusedException(e.source(), block, String.valueOf(e.getMessage()));
    }

    /** What was too much at once, if that is what is wrong. */
    private static Optional<RangeRefusal> refusal(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof BlockRefusedException) {
            return Optional.of(RangeRefusal.of(RangeRefusal.Kind.RESULTS));
        }
        JsonRpcException method = e instanceof JsonRpcException known
                ? known
                : e.getCause() instanceof JsonRpcException cause ? cause : null;
        if (method != null) {
            return RangeRefusal.read(method.words());
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
        if (refusal.kind() != RangeRefusal.Kind.BLOCKS || refusal.blocks().isEmpty() || source.equals(rpc.source())) {
            return false;
        }
        rpc.tightenLogRange(source, instead(refusal, blocks));
        return rpc.maxLogRange() >= blocks;
    }

    private static void shrink(RangeRefusal refusal, long blocks, RangeSize size, RangeCap cap) {
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

    /** Settings, each with a default. */
    public static final class Builder {
        private final JsonRpc rpc;
        private final ChainId chainId;
        private int mostContracts = 500;
        private HotBlocks hotBlocks = HotBlocks.WHOLE;
        private ColdRanges coldRanges = ColdRanges.COMPARED;
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

        /** How the logs of hot blocks are made sure of; by default {@link HotBlocks#WHOLE}. */
        public Builder hotBlocks(HotBlocks hotBlocks) {
            this.hotBlocks = hotBlocks;
            return this;
        }

        /** What is done about cold ranges that are said to be empty; by default {@link ColdRanges#COMPARED}. */
        public Builder coldRanges(ColdRanges coldRanges) {
            this.coldRanges = coldRanges;
            return this;
        }

        /** Where refusals and faults are counted; by default nowhere. */
        public Builder metrics(Metrics metrics) {
            this.metrics = metrics;
            return this;
        }

        /**
         * The source. Nothing is asked yet.
         *
         * @throws IllegalArgumentException if cold ranges are to be made sure of by blooms that are no good for hot blocks
         */
        public RpcLogSource build() {
            if (coldRanges == ColdRanges.BLOOMED && hotBlocks == HotBlocks.HASHED) {
                throw new IllegalArgumentException(
                        "coldRanges BLOOMED needs blooms, hotBlocks HASHED says there are none");
            }
            return new RpcLogSource(this);
        }
    }
}
