package io.plimsoll.jdbc.bench;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
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
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * 100,000 transfers into an empty table with all its indexes, and 10,000 snapshots, each as one transaction. PostgreSQL runs with
 * everything that makes a commit durable; H2 as the store opens it. {@code driver} is the least that can be done: for PostgreSQL one COPY of
 * bytes rendered beforehand, for H2 a batch of prepared INSERTs of values made beforehand.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 12)
@Measurement(iterations = 15)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BulkWriteBenchmark {
    private static final int TRANSFERS = 100_000;
    private static final int ACCOUNTS = 10_000;
    private static final int LOGS_IN_A_BLOCK = 5;
    private static final int H2_BATCH = 1_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String COLUMNS = "chain_id, block_number, log_index, token, block_hash, block_time, tx_hash, tx_index,"
            + " sender, recipient, amount";

    /** Which database. */
    @Param({"postgres", "h2"})
    public String engine;

    private final List<TokenTransfer> transfers = new ArrayList<>();
    private final List<AccountSnapshot> snapshots = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();
    private byte[] copied = {};
    private EmbeddedPostgres server;
    private DataSource source;
    private JdbcStore store;
    private Path folder;

    /** Makes the rows and opens the database. */
    @Setup
    public void open() throws IOException, SQLException {
        makeRows();
        makeSnapshots();
        folder = Files.createTempDirectory("bench");
        if (engine.equals("postgres")) {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            source = server.getPostgresDatabase();
            store = JdbcStore.postgres(source);
        } else {
            JdbcDataSource file = new JdbcDataSource();
            file.setURL("jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
            source = file;
            store = JdbcStore.h2File(folder.resolve("store"));
        }
        store.tokens();
        store.monitoring();
    }

    /** An empty table for each time. */
    @Setup(Level.Invocation)
    public void empty() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE transfer");
            statement.execute("DELETE FROM account_snapshot");
        }
    }

    /** Stops the database. */
    @TearDown
    public void close() throws IOException {
        store.close();
        if (server != null) {
            server.close();
        }
    }

    /** Through the store. */
    @Benchmark
    public int transfersByStore() {
        store.tokens().transfers().upsert(transfers);
        return transfers.size();
    }

    /** Past it. */
    @Benchmark
    public long transfersByDriver() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            long count = server == null ? batch(connection) : copy(connection);
            connection.commit();
            return count;
        }
    }

    /** 10,000 accounts in one call. */
    @Benchmark
    public int snapshotsByStore() {
        store.monitoring().snapshots().upsert(snapshots);
        return snapshots.size();
    }

    private long copy(Connection connection) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY transfer (" + COLUMNS + ") FROM STDIN");
        copy.writeToCopy(copied, 0, copied.length);
        return copy.endCopy();
    }

    private long batch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO transfer (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int waiting = 0;
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
                if (++waiting == H2_BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
            return rows.size();
        }
    }

    private void makeRows() {
        Random random = new Random(6);
        List<Address> wallets = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            wallets.add(Address.of(bytes(random, 20)));
        }
        StringBuilder text = new StringBuilder();
        BlockRef block = null;
        for (int i = 0; i < TRANSFERS; i++) {
            if (i % LOGS_IN_A_BLOCK == 0) {
                int number = i / LOGS_IN_A_BLOCK;
                block = new BlockRef(number, Bytes32.of(bytes(random, 32)), START.plusSeconds(number));
            }
            TokenTransfer transfer = new TokenTransfer(
                    new LogRef(
                            ChainId.HYPEREVM,
                            block,
                            Bytes32.of(bytes(random, 32)),
                            i % LOGS_IN_A_BLOCK,
                            i % LOGS_IN_A_BLOCK),
                    wallets.get(random.nextInt(3)),
                    wallets.get(random.nextInt(wallets.size())),
                    wallets.get(random.nextInt(wallets.size())),
                    new BigInteger(90, random));
            transfers.add(transfer);
            Object[] row = {
                transfer.at().chain().value(),
                block.number(),
                transfer.at().logIndex(),
                transfer.contract().hex(),
                block.hash().hex(),
                block.time().atOffset(ZoneOffset.UTC),
                transfer.at().transaction().hex(),
                transfer.at().transactionIndex(),
                transfer.sender().hex(),
                transfer.recipient().hex(),
                new BigDecimal(transfer.amount())
            };
            rows.add(row);
            for (int cell = 0; cell < row.length; cell++) {
                text.append(cell == 0 ? "" : "\t").append(row[cell]);
            }
            text.append('\n');
        }
        copied = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void makeSnapshots() {
        Random random = new Random(7);
        for (int i = 0; i < ACCOUNTS; i++) {
            snapshots.add(new AccountSnapshot(
                    Address.of(bytes(random, 20)),
                    START,
                    START.plusMillis(i),
                    AccountMode.STANDARD,
                    "OK",
                    Optional.of(BigDecimal.valueOf(random.nextInt(1_000_000_000), 6)),
                    Optional.of(BigDecimal.valueOf(random.nextInt(1_000_000), 6)),
                    Optional.of(BigDecimal.valueOf(random.nextInt(1_000_000), 6)),
                    Optional.empty(),
                    Map.of("HYPE", BigDecimal.valueOf(random.nextInt(), 6), "BTC", BigDecimal.valueOf(random.nextInt(), 6)),
                    Optional.of(BigDecimal.valueOf(random.nextInt(1_000_000), 6))));
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
