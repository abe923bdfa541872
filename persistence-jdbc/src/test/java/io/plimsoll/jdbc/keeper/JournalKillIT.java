package io.plimsoll.jdbc.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.Kills;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a keeper in the middle of its work, again and again: each step that it was told is stored is there, and beyond it at most
 * the one that each worker was about to store; what is in flight is found; no position is ever planned twice.
 */
class JournalKillIT {
    private final Kills kills = new Kills();
    /** How far each attempt was when it was last looked at, or was since said to be. */
    private final Map<Long, Integer> revisions = new HashMap<>();

    private final Map<Long, Integer> workers = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    void h2_killedAgainAndAgain_losesNothing_andPlansNothingTwice() {
        Path file = folder.resolve("store");
        for (int kill = 0; kill < Kills.COUNT; kill++) {
            runAndKill("jdbc:h2:file:" + file);
            try (JdbcStore store = JdbcStore.h2File(file)) {
                check(store.keeper().attempts());
            }
        }
    }

    @Test
    void postgres_killedAgainAndAgain_losesNothing_andPlansNothingTwice() {
        PostgresServer.require(JournalKillIT.class);
        DataSource source = PostgresServer.emptyDatabase();
        try (JdbcStore store = JdbcStore.postgres(source)) {
            for (int kill = 0; kill < Kills.COUNT; kill++) {
                runAndKill(Kills.url(source));
                Kills.awaitGone(source);
                check(store.keeper().attempts());
            }
        }
    }

    private void runAndKill(String url) {
        for (String line : kills.runAndKill(KilledKeeper.class, url)) {
            Matcher stored = KilledKeeper.STORED.matcher(line);
            if (stored.matches()) {
                long attempt = Long.parseLong(stored.group(1));
                int revision = Integer.parseInt(stored.group(2));
                int worker = Integer.parseInt(stored.group(3));
                if (revision == 0) {
                    assertThat(workers.putIfAbsent(attempt, worker))
                            .as("who had planned %s before %s", attempt, worker)
                            .isNull();
                }
                Integer before = revisions.put(attempt, revision);
                assertThat(before == null ? -1 : before)
                        .as("step before: %s", line)
                        .isEqualTo(revision - 1);
            }
        }
    }

    private void check(AttemptJournal journal) {
        List<Attempt> stored = all(journal);
        assertThat(stored).extracting(AttemptLife::number).containsAll(revisions.keySet());
        int unreported = 0;
        for (Attempt attempt : stored) {
            long number = AttemptLife.number(attempt);
            int worker = AttemptLife.worker(attempt);
            Integer other = workers.putIfAbsent(number, worker);
            assertThat(other == null ? worker : other)
                    .as("who planned %s", number)
                    .isEqualTo(worker);
            assertThat(attempt).isEqualTo(AttemptLife.at(attempt.revision(), number, worker));
            Integer reported = revisions.put(number, attempt.revision());
            int more = attempt.revision() - (reported == null ? -1 : reported);
            assertThat(more).as("steps of %s beyond those reported", number).isBetween(0, 1);
            unreported += more;
        }
        assertThat(unreported).isLessThanOrEqualTo(KilledKeeper.WORKERS);
        assertThat(journal.inFlight(CHAIN))
                .containsExactlyInAnyOrderElementsOf(stored.stream()
                        .filter(attempt -> attempt.state().inFlight())
                        .toList());
        repeat(journal, stored.get(0));
        assertThat(all(journal)).isEqualTo(stored);
    }

    /** What a process does that does not know whether its last call has stored anything. */
    private static void repeat(AttemptJournal journal, Attempt stored) {
        if (stored.revision() > 0) {
            journal.save(stored);
        }
        assertThat(journal.plan(AttemptLife.planned(AttemptLife.number(stored), KilledKeeper.WORKERS)))
                .isFalse();
    }

    private static List<Attempt> all(AttemptJournal journal) {
        List<Attempt> all = new ArrayList<>();
        Page<Attempt> page = journal.page(CHAIN, PageRequest.first(PageRequest.MAXIMUM));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = journal.page(
                    CHAIN,
                    PageRequest.first(PageRequest.MAXIMUM).after(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }
}
