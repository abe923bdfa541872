package io.plimsoll.jdbc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.OtherProcess;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Kills an indexer in the middle of its work, again and again: what it said is stored is there, what is there is the steps up to
 * one of them and nothing else, and the next process goes on. The full size is {@code -Dplimsoll.kills=100}.
 */
class IndexKillIT {
    private static final int KILLS = Integer.getInteger("plimsoll.kills", 4);
    private static final int MOST_STEPS = 25;

    private final Random random = new Random(20261120);
    private final InMemoryEvents<Sighting> expectedRows = InMemoryEvents.of(Sighting.class, "sighting");
    private final InMemoryIndexRepository expected = InMemoryIndexRepository.of(expectedRows);
    private final Journey journey = new Journey();

    @TempDir
    Path folder;

    @Test
    void h2_killedAgainAndAgain_losesAndRepeatsNothing() throws Exception {
        Path file = folder.resolve("store");
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = runAndKill("jdbc:h2:file:" + file);
            try (JdbcStore store = JdbcStore.h2File(file)) {
                check(store, acknowledged);
            }
        }
    }

    @Test
    void postgres_killedAgainAndAgain_losesAndRepeatsNothing() throws Exception {
        PostgresServer.require(IndexKillIT.class);
        PGSimpleDataSource source = (PGSimpleDataSource) PostgresServer.emptyDatabase();
        try (JdbcStore store = JdbcStore.postgres(source)) {
            for (int kill = 0; kill < KILLS; kill++) {
                long acknowledged = runAndKill(source.getUrl() + "&ApplicationName=" + KilledIndexer.APPLICATION);
                // the server may still be busy with the last thing that the process asked for
                Awaitility.await().until(() -> connections(source) == 0);
                check(store, acknowledged);
            }
        }
    }

    /** Starts a process, kills it at some moment after some step, and says which one it reported last. */
    private long runAndKill(String url) {
        int steps = 1 + random.nextInt(MOST_STEPS);
        List<String> reports;
        try (OtherProcess process = OtherProcess.start(KilledIndexer.class, url)) {
            process.await(steps - 1, report -> true);
            // somewhere in a step after it
            assertThat(process.endsWithin(Duration.ofMillis(random.nextInt(20))))
                    .as(process.lines().toString())
                    .isFalse();
            process.kill();
            reports = process.lines();
        }
        return Long.parseLong(reports.get(reports.size() - 1));
    }

    private void check(JdbcStore store, long acknowledged) {
        JdbcIndexRepository repository = store.index(Sightings.TABLE);
        IndexState state = repository.find(Chains.INDEX).orElseThrow();
        assertThat(state.commits()).isBetween(acknowledged, acknowledged + 1);

        IndexBatch batch = journey.next();
        while (stepsExpected() < state.commits() - 1) {
            expected.commit(batch);
            batch = journey.next();
        }
        IndexBatch last = batch;
        IndexState before = expected.find(Chains.INDEX).orElse(null);
        expected.commit(last);
        assertThat(state).isEqualTo(expected.find(Chains.INDEX).orElseThrow());
        assertSameRows(repository);

        assertThat(repository.commit(last)).as("replay of the last step").isFalse();
        if (before != null) {
            IndexBatch stale = IndexBatch.next(
                    Chains.INDEX,
                    before.checkpoint(),
                    List.of(),
                    Chains.block(state.checkpoint().number() + 9));
            assertThatExceptionOfType(RepositoryException.class).isThrownBy(() -> repository.commit(stale));
        }
        assertThat(repository.find(Chains.INDEX)).contains(state);
        assertSameRows(repository);
    }

    private long stepsExpected() {
        return expected.find(Chains.INDEX).map(IndexState::commits).orElse(0L);
    }

    private void assertSameRows(JdbcIndexRepository repository) {
        List<Sighting> rows = Sightings.all(repository, Chains.INDEX.chain());
        assertThat(rows.equals(expectedRows.between(Chains.INDEX.chain(), 0, Long.MAX_VALUE)))
                .as("the rows of %s steps, of which there are %s", stepsExpected(), rows.size())
                .isTrue();
    }

    private static int connections(PGSimpleDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = ?")) {
            query.setString(1, KilledIndexer.APPLICATION);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
