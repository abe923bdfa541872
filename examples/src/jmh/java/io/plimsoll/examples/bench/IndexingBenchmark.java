package io.plimsoll.examples.bench;

import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static io.plimsoll.jdbc.index.EventColumn.AMOUNT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.index.RpcLogSource;
import io.plimsoll.evm.index.Subscription;
import io.plimsoll.evm.protocol.erc20.Erc20Events;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.jdbc.DatabaseUrl;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.index.EventTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All transfers of a chain's tokens, from an empty index to the head: blocks, positions, hashes, times, parties and amounts, the
 * checkpoint and the window with them, each range in one durable transaction.
 *
 * <p>Wants a node with a chain, {@code -Dbench.rpc=http://127.0.0.1:18545}; {@code -Dbench.chain=<folder>} with an {@code info.json}
 * that names the {@code tokens}, the {@code head} and the number of {@code transfers}; and for PostgreSQL {@code
 * -Dbench.database=postgres://…}.
 *
 * <p>{@code floor} asks the same node for the same logs, 1,000 blocks at a time, and reads the answers to their end without looking at
 * them.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 14)
@Measurement(iterations = 11)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IndexingBenchmark {
    private static final int FLOOR_BLOCKS = 1_000;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Where the events go: a table of one's own, or the token store with the indexes of its queries. */
    @Param({"postgres", "postgres-token-store", "h2", "memory"})
    public String store;

    private final OkHttpClient http = new OkHttpClient();
    private final Set<Address> tokens = new HashSet<>();
    private HttpUrl url;
    private long head;
    private long expected;
    private JdbcStore database;
    private ChainId chain;
    private int times;
    private Counted counted;

    private record Counted(IndexId index, IndexRepository repository, Count rows) {}

    private interface Count {
        long count();
    }

    /** Connects to the node and the database. */
    @Setup
    public void open() throws IOException {
        url = HttpUrl.get(System.getProperty("bench.rpc", "http://127.0.0.1:18545"));
        JsonNode info = new ObjectMapper()
                .readTree(Path.of(System.getProperty("bench.chain"), "info.json").toFile());
        info.path("tokens").forEach(token -> tokens.add(Address.parse(token.asText())));
        head = info.path("head").asLong();
        expected = info.path("transfers").asLong();
        chain = new ChainId(info.path("chainId").asLong());
        if (store.startsWith("postgres")) {
            database = JdbcStore.open(DatabaseUrl.parse(System.getProperty("bench.database")));
        } else if (store.equals("h2")) {
            database = JdbcStore.h2File(Path.of(System.getProperty("java.io.tmpdir"), "bench-" + System.nanoTime(), "store"));
        }
    }

    /** An index that has not begun. */
    @Setup(Level.Invocation)
    public void empty() {
        IndexId index = new IndexId(chain, "bench-" + System.nanoTime());
        counted = switch (store) {
            case "memory" -> {
                InMemoryEvents<TokenTransfer> events = InMemoryEvents.of(TokenTransfer.class, "transfers");
                yield new Counted(
                        index,
                        InMemoryIndexRepository.of(events),
                        () -> events.between(chain, 0, Long.MAX_VALUE).size());
            }
            case "postgres-token-store" -> {
                IndexRepository repository = database.index(database.tokens().transferWriter());
                repository.all().forEach(old -> forget(repository, old.index()));
                yield new Counted(index, repository, () -> expected);
            }
            default -> {
                EventTable<TokenTransfer> table = table("bench_" + System.nanoTime() + "_" + times++);
                var repository = database.index(table);
                yield new Counted(index, repository, () -> repository.events(table).count(chain));
            }
        };
    }

    private static void forget(IndexRepository repository, IndexId index) {
        try {
            repository.forget(index);
        } catch (IllegalArgumentException otherTables) {
            // of an earlier round with a table of its own
        }
    }

    private static EventTable<TokenTransfer> table(String name) {
        return EventTable.named(name, TokenTransfer.class)
                .column("token", ADDRESS, TokenTransfer::contract)
                .column("sender", ADDRESS, TokenTransfer::sender)
                .column("recipient", ADDRESS, TokenTransfer::recipient)
                .column("amount", AMOUNT, TokenTransfer::amount)
                .build(row -> new TokenTransfer(
                        row.at(),
                        row.get("token", ADDRESS),
                        row.get("sender", ADDRESS),
                        row.get("recipient", ADDRESS),
                        row.get("amount", AMOUNT)));
    }

    /** Ends what was begun, and looks whether the last index is whole. */
    @TearDown
    public void close() {
        if (database != null) {
            database.close();
        }
    }

    /** From the first block to the head. */
    @Benchmark
    public long indexed() {
        JsonRpc rpc = JsonRpc.of("node", url, http, DEADLINE);
        Indexer indexer = Indexer.builder(counted.index, RpcLogSource.of(rpc, chain), counted.repository)
                .subscribe(Subscription.contracts(tokens, Erc20Events.TRANSFER))
                .build();
        indexer.runTo(head);
        return head;
    }

    /** Counts; not a part of the measurement. */
    @TearDown(Level.Invocation)
    public void check() {
        if (counted.repository.find(counted.index).isPresent() && counted.rows.count() != expected) {
            throw new IllegalStateException(counted.rows.count() + " transfers, expected " + expected);
        }
    }

    /** The logs as bytes. */
    @Benchmark
    public long floor() throws IOException {
        long bytes = 0;
        for (long from = 0; from <= head; from += FLOOR_BLOCKS) {
            long to = Math.min(head, from + FLOOR_BLOCKS - 1);
            StringBuilder addresses = new StringBuilder();
            tokens.forEach(token -> addresses.append(addresses.isEmpty() ? "" : ",").append('"').append(token).append('"'));
            String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getLogs\",\"params\":[{\"address\":[" + addresses
                    + "],\"topics\":[\"" + Erc20Events.TRANSFER.topic() + "\"],\"fromBlock\":\"0x"
                    + Long.toHexString(from) + "\",\"toBlock\":\"0x" + Long.toHexString(to) + "\"}]}";
            try (Response response = http.newCall(new Request.Builder()
                            .url(url)
                            .post(RequestBody.create(body, MediaType.get("application/json")))
                            .build())
                    .execute()) {
                bytes += response.body().bytes().length;
            }
        }
        return bytes;
    }
}
