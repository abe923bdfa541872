package io.plimsoll.examples.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.TransferChain;
import io.plimsoll.evm.testing.TransferChain.Mined;
import io.plimsoll.jdbc.testing.Kills;
import io.plimsoll.jdbc.testing.OtherProcess;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 20,000 blocks with 100,000 transfers on the real node, in the database row for row as the chain foretold them: at once, and by a
 * process that is killed in the middle of it again and again. The full size is {@code -Dplimsoll.kills=100}.
 */
class TransferIndexIT {
    private static final long HEAD = 20_000;
    private static final int TRANSFERS = 100_000;
    private static final int MOST_STEPS = 60;
    private static final int MOST_MILLIS_AFTER = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static AnvilNode node;
    private static TransferChain chain;
    private static List<TokenTransfer> foretold;

    private final Random random = new Random(20261120);

    @TempDir
    Path folder;

    @BeforeAll
    static void grow() {
        NodeModules modules = NodeModules.required(TransferIndexIT.class);
        PostgresServer.require(TransferIndexIT.class);
        node = AnvilNode.start(modules.anvil(), "--prune-history");
        chain = TransferChain.on(node, modules, 42);
        chain.grow(HEAD, TRANSFERS);
        foretold = ForetoldTransfers.of(node, chain);
    }

    @AfterAll
    static void close() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void postgres_hasEveryTransferOnce() {
        try (TestDatabase database = TestDatabase.postgres()) {
            assertWholeAfterCatchUp(database);
        }
    }

    @Test
    void postgres_killedAgainAndAgain_hasEveryTransferOnce() {
        try (TestDatabase database = TestDatabase.postgres()) {
            for (int kill = 0; kill < Kills.COUNT; kill++) {
                long acknowledged = runAndKill(Kills.url(database.source()));
                Kills.awaitGone(database.source());
                assertNothingLost(database, acknowledged);
            }
            assertWholeAfterCatchUp(database);
        }
    }

    @Test
    void h2_killedAgainAndAgain_hasEveryTransferOnce() {
        for (int kill = 0; kill < Kills.COUNT; kill++) {
            long acknowledged = runAndKill("jdbc:h2:file:" + folder.resolve("store"));
            try (TestDatabase database = TestDatabase.h2(folder)) {
                assertNothingLost(database, acknowledged);
            }
        }
        try (TestDatabase database = TestDatabase.h2(folder)) {
            assertWholeAfterCatchUp(database);
        }
    }

    /** What is there ends with a step, of those that were reported or of one more; where it is all, it is forgotten. */
    private static void assertNothingLost(TestDatabase database, long acknowledged) {
        IndexRepository repository = TransferIndex.in(database.store());
        long checkpoint = repository
                .find(TransferIndex.ID)
                .map(state -> state.checkpoint().number())
                .orElse(-1L);
        assertThat(checkpoint).isGreaterThanOrEqualTo(acknowledged);
        assertRows(database, checkpoint);
        if (checkpoint == HEAD) {
            repository.forget(TransferIndex.ID);
            assertRows(database, -1);
        }
    }

    private static void assertWholeAfterCatchUp(TestDatabase database) {
        IndexRepository repository = TransferIndex.in(database.store());

        assertThat(TransferIndex.of(repository, node.url(), chain.tokens())
                        .build()
                        .runTo(HEAD))
                .isTrue();

        assertThat(number(database, "SELECT COUNT(*) FROM transfer")).isEqualByComparingTo("100000");
        assertThat(
                        number(
                                database,
                                "SELECT COUNT(*) FROM (SELECT DISTINCT chain_id, block_number, log_index FROM transfer) AS places"))
                .isEqualByComparingTo("100000");
        assertThat(number(database, "SELECT SUM(amount) FROM transfer").toBigIntegerExact())
                .isEqualTo(foretoldSum());
        List<String> ofTokens = List.of("60000", "30000", "10000");
        for (int i = 0; i < ofTokens.size(); i++) {
            String token = chain.tokens().get(i).hex();
            assertThat(number(database, "SELECT COUNT(*) FROM transfer WHERE token = '" + token + "'"))
                    .isEqualByComparingTo(ofTokens.get(i));
        }
        assertRows(database, HEAD);
        IndexState state = repository.find(TransferIndex.ID).orElseThrow();
        assertThat(state.checkpoint().number()).isEqualTo(HEAD);
        assertThat(state.checkpoint().hash()).isEqualTo(node.blockHash(HEAD));
    }

    private static BigInteger foretoldSum() {
        return chain.mined().stream()
                .map(Mined::transfer)
                .map(TransferChain::value)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal number(TestDatabase database, String query) {
        return StoredTransfers.number(database.source(), query);
    }

    /** In their order, and the same; one by one, as a list of all differences would be long. */
    private static void assertRows(TestDatabase database, long checkpoint) {
        List<TokenTransfer> stored = StoredTransfers.in(database.source());
        List<TokenTransfer> expected = foretold.stream()
                .filter(transfer -> transfer.at().block().number() <= checkpoint)
                .toList();
        assertThat(stored.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(stored.get(i)).isEqualTo(expected.get(i));
        }
    }

    /** Kills it at some moment after some of its steps, or at the head. */
    private long runAndKill(String url) {
        int steps = 1 + random.nextInt(MOST_STEPS);
        try (OtherProcess process = FollowingIndexer.start(url, node.url(), chain.tokens())) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> process.lines().size() >= steps || FollowingIndexer.lastStored(process) == HEAD);
            // somewhere in the work after it
            assertThat(process.endsWithin(Duration.ofMillis(random.nextInt(MOST_MILLIS_AFTER))))
                    .as(() -> String.join("\n", process.lines()))
                    .isFalse();
            process.kill();
            return FollowingIndexer.lastStored(process);
        }
    }
}
