package io.plimsoll.examples.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.index.DeepReorgException;
import io.plimsoll.evm.index.IndexListener;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.TransferChain;
import io.plimsoll.jdbc.testing.Kills;
import io.plimsoll.jdbc.testing.OtherProcess;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replaces the newest blocks of the real node under an indexer, again and again: up to 30 of them, with other transactions and with none,
 * by a lower head that grows elsewhere, while it runs, while it is stopped and while it is being killed. Each time the index comes to have
 * the rows of the chain as it then is, and who listens was told of each row that came and went. The full size is {@code
 * -Dplimsoll.storms=1000}.
 */
class ReorgStormIT {
    private static final int STORMS = Integer.getInteger("plimsoll.storms", 12);
    private static final int DEEPEST = 30;
    private static final ConditionFactory SOON =
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(5));

    private final Random random = new Random(20261120);
    private AnvilNode node;
    private TransferChain chain;

    @TempDir
    Path folder;

    @BeforeEach
    void grow() {
        NodeModules modules = NodeModules.required(ReorgStormIT.class);
        node = AnvilNode.start(modules.anvil(), "--prune-history", "300");
        chain = TransferChain.on(node, modules, 42);
        chain.grow(200, 1_000);
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** What a listener knows by what it is told. */
    private static final class Ledger implements IndexListener {
        private final TreeMap<LogRef, TokenTransfer> rows = new TreeMap<>();
        private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();

        @Override
        public synchronized void stored(IndexBatch batch, List<ChainEvent> orphaned) {
            for (ChainEvent event : orphaned) {
                if (!event.equals(rows.remove(event.at()))) {
                    contradictions.add("orphaned and never stored: " + event);
                }
            }
            for (ChainEvent event : batch.events()) {
                if (rows.put(event.at(), (TokenTransfer) event) != null) {
                    contradictions.add("stored twice: " + event);
                }
            }
        }

        synchronized List<TokenTransfer> rows() {
            return List.copyOf(rows.values());
        }
    }

    @Test
    void memory_endsEqualToTheChain() {
        InMemoryEvents<TokenTransfer> rows = InMemoryEvents.of(TokenTransfer.class, "transfer");
        storm(InMemoryIndexRepository.of(rows), () -> rows.between(TransferIndex.ID.chain(), 0, Long.MAX_VALUE));
    }

    @Test
    void h2_endsEqualToTheChain() {
        try (TestDatabase database = TestDatabase.h2(folder)) {
            storm(TransferIndex.in(database.store()), () -> StoredTransfers.in(database.source()));
        }
    }

    @Test
    void postgres_endsEqualToTheChain() {
        PostgresServer.require(ReorgStormIT.class);
        try (TestDatabase database = TestDatabase.postgres()) {
            storm(TransferIndex.in(database.store()), () -> StoredTransfers.in(database.source()));
        }
    }

    private void storm(IndexRepository repository, Supplier<List<TokenTransfer>> rows) {
        Ledger ledger = new Ledger();
        Indexer indexer = started(repository, ledger);
        for (int storm = 0; storm < STORMS; storm++) {
            if (random.nextInt(3) == 0) {
                indexer.stop(Duration.ofSeconds(10));
                replaceBlocks();
                indexer = started(repository, ledger);
            } else {
                replaceBlocks();
            }
            Indexer running = indexer;
            SOON.failFast(() -> running.failure().isPresent()).until(() -> isAtHead(repository));
            List<TokenTransfer> foretold = ForetoldTransfers.of(node, chain);
            assertThat(rows.get()).as("after storm %s", storm).isEqualTo(foretold);
            SOON.untilAsserted(() -> assertThat(ledger.rows()).isEqualTo(foretold));
        }
        indexer.stop(Duration.ofSeconds(10));
        assertThat(ledger.contradictions).isEmpty();
        assertReplayed(repository, rows.get());
    }

    private Indexer started(IndexRepository repository, IndexListener listener) {
        Indexer indexer = TransferIndex.of(repository, node.url(), chain.tokens())
                .listener(listener)
                .build();
        indexer.start();
        return indexer;
    }

    /** The chain is higher than it was, or as high, and its newest blocks are others. */
    private void replaceBlocks() {
        long head = node.blockNumber();
        int depth = 1 + random.nextInt(DEEPEST);
        switch (random.nextInt(5)) {
            case 0 -> chain.reorg(depth, 0);
            case 1 -> chain.reorg(depth, random.nextInt(400));
            case 2 -> {
                chain.reorg(depth, random.nextInt(100));
                chain.reorg(1 + random.nextInt(depth), random.nextInt(100));
            }
            case 3 -> {
                chain.rollback(depth);
                chain.grow(head + 1 + random.nextInt(10), 50);
            }
            default -> {
                chain.grow(head + 1 + random.nextInt(20), 100);
                chain.reorg(depth, random.nextInt(200));
            }
        }
    }

    private boolean isAtHead(IndexRepository repository) {
        long head = node.blockNumber();
        return repository
                .find(TransferIndex.ID)
                .map(IndexState::checkpoint)
                .filter(block -> block.number() == head)
                .filter(block -> block.hash().equals(node.blockHash(head)))
                .isPresent();
    }

    /** An index that begins now, of a chain that does not change any more, comes to the same. */
    private void assertReplayed(IndexRepository repository, List<TokenTransfer> rows) {
        InMemoryEvents<TokenTransfer> replayed = InMemoryEvents.of(TokenTransfer.class, "transfer");
        IndexRepository replay = InMemoryIndexRepository.of(replayed);
        TransferIndex.of(replay, node.url(), chain.tokens()).build().runTo(node.blockNumber());

        assertThat(rows).isEqualTo(replayed.between(TransferIndex.ID.chain(), 0, Long.MAX_VALUE));
        IndexState once = replay.find(TransferIndex.ID).orElseThrow();
        IndexState stormed = repository.find(TransferIndex.ID).orElseThrow();
        assertThat(stormed.checkpoint()).isEqualTo(once.checkpoint());
        assertThat(stormed.hotBlocks())
                .allMatch(block -> block.hash().equals(node.blockHash(block.number())), "is on the chain");
    }

    @Test
    void h2_killedInStorms_endsEqualToTheChain() {
        String url = "jdbc:h2:file:" + folder.resolve("store");
        for (int kill = 0; kill < Kills.COUNT; kill++) {
            stormAndKill(url);
        }
        try (TestDatabase database = TestDatabase.h2(folder)) {
            assertCatchesUp(database);
        }
    }

    @Test
    void postgres_killedInStorms_endsEqualToTheChain() {
        PostgresServer.require(ReorgStormIT.class);
        try (TestDatabase database = TestDatabase.postgres()) {
            for (int kill = 0; kill < Kills.COUNT; kill++) {
                stormAndKill(Kills.url(database.source()));
                Kills.awaitGone(database.source());
            }
            assertCatchesUp(database);
        }
    }

    /** Storms while it runs, one more into which it is killed, and one while it is dead. */
    private void stormAndKill(String url) {
        try (OtherProcess process = FollowingIndexer.start(url, node.url(), chain.tokens())) {
            awaitAtHead(process);
            replaceBlocks();
            chain.grow(node.blockNumber() + 1 + random.nextInt(5), 20);
            awaitAtHead(process);
            replaceBlocks();
            assertThat(process.endsWithin(Duration.ofMillis(random.nextInt(30))))
                    .as(() -> String.join("\n", process.lines()))
                    .isFalse();
            process.kill();
        }
    }

    private void awaitAtHead(OtherProcess process) {
        SOON.failFast(() -> assertThat(process.endsWithin(Duration.ZERO))
                        .as(() -> String.join("\n", process.lines()))
                        .isFalse())
                .until(() -> FollowingIndexer.lastStored(process) == node.blockNumber());
    }

    private void assertCatchesUp(TestDatabase database) {
        IndexRepository repository = TransferIndex.in(database.store());
        TransferIndex.of(repository, node.url(), chain.tokens()).build().runTo(node.blockNumber());

        List<TokenTransfer> rows = StoredTransfers.in(database.source());
        assertThat(rows).isEqualTo(ForetoldTransfers.of(node, chain));
        assertReplayed(repository, rows);
    }

    @Test
    void reorgDeeperThanTheWindow_stops_andDeletesNothing() {
        try (TestDatabase database = TestDatabase.h2(folder)) {
            IndexRepository repository = TransferIndex.in(database.store());
            Indexer indexer = TransferIndex.of(repository, node.url(), chain.tokens())
                    .window(10)
                    .build();
            indexer.runTo(node.blockNumber());
            List<TokenTransfer> before = StoredTransfers.in(database.source());
            Optional<IndexState> state = repository.find(TransferIndex.ID);
            chain.reorg(20, 100);

            indexer.start();

            SOON.until(() -> indexer.failure().isPresent());
            assertThat(indexer.failure()).containsInstanceOf(DeepReorgException.class);
            assertThat(StoredTransfers.in(database.source())).isEqualTo(before);
            assertThat(repository.find(TransferIndex.ID)).isEqualTo(state);
        }
    }
}
