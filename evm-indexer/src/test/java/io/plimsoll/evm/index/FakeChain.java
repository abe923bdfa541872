package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.LogsBloom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A chain in memory that does as it is told: grows, is reorganised, goes back; and a source of its logs, each call of which may be made to
 * fail or to be late. All blocks that there ever were are kept, so that what an index should have is known for each of them.
 */
final class FakeChain implements LogSource {
    static final ChainId CHAIN = new ChainId(31_337);
    static final Address TOKEN = address(1);
    static final Address OTHER_TOKEN = address(2);
    static final Address FACTORY = address(3);
    static final EventShape PING = EventShape.parse("Ping(address indexed by, uint256 value)");
    static final EventShape BORN = EventShape.parse("Born(address child)");
    static final EventDecoder<Ping> PINGS = PING.decoder((log, fields) -> new Ping(
            log.at(),
            log.contract(),
            fields.address("by"),
            fields.unsigned("value").longValueExact()));
    static final EventDecoder<Born> BIRTHS = BORN.decoder((log, fields) -> new Born(log.at(), fields.address("child")));

    private static final long MOST_CALLS = 100_000;
    private static final LogsBloom ANY = LogsBloom.parse("0x" + "ff".repeat(256));

    record Ping(LogRef at, Address contract, Address by, long value) implements ChainEvent {}

    record Born(LogRef at, Address child) implements ChainEvent {}

    record Block(BlockHeader header, List<ChainLog> logs) {
        BlockRef ref() {
            return header.block();
        }
    }

    /** A log to be: of a contract, either a ping with a value or a birth. */
    record Spec(Address contract, long value, Address child) {
        static Spec ping(Address contract, long value) {
            return new Spec(contract, value, Address.ZERO);
        }

        static Spec birth(Address child) {
            return new Spec(FACTORY, 0, child);
        }
    }

    private final Map<Bytes32, Block> everything = new HashMap<>();
    private final List<Block> chain = new ArrayList<>();
    private int mostLogs = Integer.MAX_VALUE;
    private final Deque<Runnable> beforeCalls = new ArrayDeque<>();
    private final AtomicLong calls = new AtomicLong();
    private final List<LogFilter> asked = new ArrayList<>();
    private final Instant genesis;
    private List<Block> abandoned = List.of();
    private long versions;
    private volatile long range = 7;
    private UnaryOperator<LogRange> lens = UnaryOperator.identity();

    FakeChain() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    FakeChain(Instant genesis) {
        this.genesis = genesis;
        mine(List.of());
    }

    static Address address(long number) {
        return Address.parse("%040x".formatted(number));
    }

    synchronized void mine(List<Spec> specs) {
        long number = chain.size();
        Bytes32 parent =
                chain.isEmpty() ? Bytes32.parse("00".repeat(32)) : top().ref().hash();
        versions++;
        BlockRef ref = new BlockRef(
                number,
                Bytes32.parse("%032x%032x".formatted(number, genesis.getEpochSecond() * 1_000_000 + versions)),
                genesis.plusSeconds(10 * number));
        List<ChainLog> logs = new ArrayList<>();
        for (Spec spec : specs) {
            logs.add(log(ref, logs.size(), spec));
        }
        Block block = new Block(new BlockHeader(ref, parent, ANY, 30_000_000), List.copyOf(logs));
        everything.put(ref.hash(), block);
        chain.add(block);
    }

    private static ChainLog log(BlockRef block, int index, Spec spec) {
        Bytes32 transaction = Bytes32.parse(block.hash().digits().substring(8) + "%08x".formatted(index / 3));
        LogRef at = new LogRef(CHAIN, block, transaction, index / 3, 2 * index);
        boolean birth = spec.contract.equals(FACTORY);
        return birth
                ? new ChainLog(
                        at, FACTORY, List.of(BORN.topic()), word(spec.child).toBytes())
                : new ChainLog(
                        at,
                        spec.contract,
                        List.of(PING.topic(), word(address(spec.value % 5))),
                        Bytes32.parse("%064x".formatted(spec.value)).toBytes());
    }

    private static Bytes32 word(Address address) {
        return Bytes32.parse("00".repeat(12) + address.hex().substring(2));
    }

    synchronized void mine(int blocks, Random random) {
        for (int i = 0; i < blocks; i++) {
            mine(specs(random));
        }
    }

    /** Of two tokens, a stranger and up to forty children, each of which may be born again. */
    static List<Spec> specs(Random random) {
        List<Spec> specs = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 0 : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(5)) {
                case 0 -> specs.add(Spec.ping(TOKEN, random.nextInt(1_000)));
                case 1 -> specs.add(Spec.ping(OTHER_TOKEN, random.nextInt(1_000)));
                case 2 -> specs.add(Spec.birth(address(100 + random.nextInt(40))));
                default -> specs.add(Spec.ping(address(100 + random.nextInt(40)), random.nextInt(1_000)));
            }
        }
        return specs;
    }

    /** The newest {@code depth} blocks are gone. */
    synchronized void rollback(int depth) {
        if (depth > 0) {
            List<Block> newest = chain.subList(chain.size() - depth, chain.size());
            abandoned = List.copyOf(newest);
            newest.clear();
        }
    }

    /** How many of the newest blocks {@link #flip} would replace; empty if what was rolled back last does not fit any more. */
    synchronized OptionalLong flipDepth() {
        if (abandoned.isEmpty()) {
            return OptionalLong.empty();
        }
        BlockHeader first = abandoned.get(0).header();
        long fork = first.block().number() - 1;
        boolean fits = fork <= height() && chain.get((int) fork).ref().hash().equals(first.parent());
        return fits ? OptionalLong.of(height() - fork) : OptionalLong.empty();
    }

    /** The blocks that were rolled back last are the chain again, instead of those that came in their place. */
    synchronized void flip() {
        List<Block> back = abandoned;
        rollback((int) flipDepth().orElseThrow());
        chain.addAll(back);
    }

    synchronized Block top() {
        return chain.get(chain.size() - 1);
    }

    synchronized long height() {
        return chain.size() - 1L;
    }

    /** How many blocks a source prefers to be asked for. */
    void preferRange(long blocks) {
        range = blocks;
    }

    /** Runs before the next call that is not spoken for yet, in the thread of the call. What it throws, the call throws. */
    synchronized void beforeNextCall(Runnable action) {
        beforeCalls.add(action);
    }

    synchronized void beforeCallAfter(int others, Runnable action) {
        for (int i = 0; i < others; i++) {
            beforeCalls.add(() -> {});
        }
        beforeCalls.add(action);
    }

    synchronized void forgetPlans() {
        beforeCalls.clear();
    }

    /** What every answer with logs goes through. */
    synchronized void seeThrough(UnaryOperator<LogRange> changed) {
        lens = changed;
    }

    synchronized List<LogFilter> asked() {
        return List.copyOf(asked);
    }

    /** The events of a chain that ends with a block, in their order, found by walking back from it; births if they are asked for. */
    synchronized List<ChainEvent> replay(
            Bytes32 hash, long from, boolean births, Set<Address> contracts, boolean children) {
        Deque<Block> blocks = new ArrayDeque<>();
        for (Block block = everything.get(hash); block != null && block.ref().number() >= from; ) {
            blocks.addFirst(block);
            block = everything.get(block.header().parent());
        }
        Set<Address> born = new HashSet<>();
        List<ChainEvent> events = new ArrayList<>();
        for (Block block : blocks) {
            for (ChainLog log : block.logs()) {
                if (log.contract().equals(FACTORY)) {
                    born.add(Address.of(tail(log.data())));
                }
            }
            for (ChainLog log : block.logs()) {
                if (log.contract().equals(FACTORY)) {
                    if (births) {
                        events.add(new Born(log.at(), Address.of(tail(log.data()))));
                    }
                } else if (contracts.contains(log.contract()) || (children && born.contains(log.contract()))) {
                    events.add(new Ping(
                            log.at(),
                            log.contract(),
                            Address.of(tail(log.topics().get(1).toBytes())),
                            Long.parseLong(Bytes32.of(log.data()).digits().substring(48), 16)));
                }
            }
        }
        return events;
    }

    private static byte[] tail(byte[] word) {
        byte[] tail = new byte[20];
        System.arraycopy(word, 12, tail, 0, 20);
        return tail;
    }

    private void called() {
        if (calls.incrementAndGet() > MOST_CALLS) {
            throw new AssertionError("asked " + calls + " times: this never ends");
        }
        Runnable before;
        synchronized (this) {
            before = beforeCalls.poll();
        }
        if (before != null) {
            before.run();
        }
    }

    @Override
    public ChainId chainId() {
        return CHAIN;
    }

    @Override
    public BlockHeader head() {
        called();
        return top().header();
    }

    @Override
    public List<BlockHeader> headers(Collection<Long> numbers) {
        called();
        synchronized (this) {
            return numbers.stream().map(this::block).map(Block::header).toList();
        }
    }

    private Block block(long number) {
        if (number > height()) {
            throw new Unusable("fake chain", "no block " + number + " above the head " + height());
        }
        return chain.get((int) number);
    }

    /** From now on a range ends with the block that has so many logs in it. */
    synchronized void endRangesAfter(int logs) {
        mostLogs = logs;
    }

    @Override
    public long preferredRange() {
        return range;
    }

    @Override
    public LogRange logs(LogFilter filter, long first, long last, long hot) {
        called();
        synchronized (this) {
            asked.add(filter);
            List<BlockHeader> headers = new ArrayList<>();
            List<ChainLog> logs = new ArrayList<>();
            for (long number = first; number <= last; number++) {
                Block block = block(number);
                block.logs().stream().filter(filter::takes).forEach(logs::add);
                boolean ends = number == last || logs.size() >= mostLogs;
                if (number == first || ends || number >= hot) {
                    headers.add(block.header());
                }
                if (ends) {
                    break;
                }
            }
            return lens.apply(new LogRange(first, headers, logs));
        }
    }
}
