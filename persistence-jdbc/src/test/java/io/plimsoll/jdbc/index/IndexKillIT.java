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
import io.plimsoll.jdbc.testing.Kills;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills an indexer in the middle of its work, again and again: what it said is stored is there, what is there is the steps up to
 * one of them and nothing else, and the next process goes on.
 */
class IndexKillIT {
    private final Kills kills = new Kills();
    private final InMemoryEvents<Sighting> expectedRows = InMemoryEvents.of(Sighting.class, "sighting");
    private final InMemoryIndexRepository expected = InMemoryIndexRepository.of(expectedRows);
    private final Journey journey = new Journey();

    @TempDir
    Path folder;

    @Test
    void h2_killedAgainAndAgain_losesAndRepeatsNothing() {
        Path file = folder.resolve("store");
        for (int kill = 0; kill < Kills.COUNT; kill++) {
            long acknowledged = runAndKill("jdbc:h2:file:" + file);
            try (JdbcStore store = JdbcStore.h2File(file)) {
                check(store, acknowledged);
            }
        }
    }

    @Test
    void postgres_killedAgainAndAgain_losesAndRepeatsNothing() {
        PostgresServer.require(IndexKillIT.class);
        DataSource source = PostgresServer.emptyDatabase();
        try (JdbcStore store = JdbcStore.postgres(source)) {
            for (int kill = 0; kill < Kills.COUNT; kill++) {
                long acknowledged = runAndKill(Kills.url(source));
                Kills.awaitGone(source);
                check(store, acknowledged);
            }
        }
    }

    /** The step that was reported last. */
    private long runAndKill(String url) {
        return kills.runAndKill(KilledIndexer.class, url).stream()
                .map(KilledIndexer.STORED::matcher)
                .filter(Matcher::matches)
                .mapToLong(stored -> Long.parseLong(stored.group(1)))
                .max()
                .orElseThrow();
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

        assertThat(repository.commit(last).stored())
                .as("replay of the last step")
                .isFalse();
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
}
