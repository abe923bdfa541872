package io.plimsoll.jdbc.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.core.testing.repository.keeper.KeeperSamples;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.StoreLimits;
import io.plimsoll.jdbc.testing.PostgresGate;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A step of an index or of an attempt, stored over a connection that is cut after each number of frames: called again, as the
 * error says, it leaves the rows that it would have left the first time.
 */
class LostCommitIT {
    private static final int MOST_CALLS = 10;

    private static PostgresGate gate;
    private static JdbcStore cut;
    private static JdbcStore direct;

    @BeforeAll
    static void open() throws Exception {
        PostgresServer.require(LostCommitIT.class);
        DataSource source = PostgresServer.emptyDatabase();
        gate = PostgresGate.before(source);
        direct = JdbcStore.postgres(source);
        StoreLimits limits = StoreLimits.standard().withConnections(1).withConnectionWait(Duration.ofSeconds(5));
        cut = JdbcStore.postgres(gate.source(), limits);
    }

    @AfterAll
    static void close() throws Exception {
        cut.close();
        direct.close();
        gate.close();
    }

    /**
     * Makes calls each of which is cut a frame later, until one gets through.
     *
     * @return how many of the first calls have stored their rows and not told so
     */
    private static int cutEverywhere(IntFunction<BooleanSupplier> calls) {
        int frames = 0;
        int untold = 0;
        boolean hasCut = true;
        while (hasCut) {
            BooleanSupplier call = calls.apply(frames);
            gate.cutAfterFrames(frames++);
            boolean failed = false;
            boolean stored = false;
            for (int calling = 0; calling < MOST_CALLS; calling++) {
                try {
                    stored = call.getAsBoolean();
                    break;
                } catch (RepositoryException e) {
                    assertThat(e.retryable()).as(e.toString()).isTrue();
                    failed = true;
                }
            }
            hasCut = gate.hasCut();
            assertThat(stored || failed).isTrue();
            untold += stored ? 0 : 1;
        }
        // a transaction has more than this, and what commits it is not the last
        assertThat(frames).isGreaterThan(8);
        return untold;
    }

    @Test
    void index_cutAnywhere_andAskedAgain_hasEachStepOnce() {
        JdbcIndexRepository index = cut.index(Sightings.TABLE);
        JdbcIndexRepository looked = direct.index(Sightings.TABLE);
        InMemoryEvents<Sighting> expectedRows = InMemoryEvents.of(Sighting.class, "sighting");
        InMemoryIndexRepository expected = InMemoryIndexRepository.of(expectedRows);
        Journey journey = new Journey();

        int untold = cutEverywhere(step -> {
            assertThat(looked.find(Chains.INDEX)).isEqualTo(expected.find(Chains.INDEX));
            assertThat(Sightings.all(looked, Chains.INDEX.chain()))
                    .isEqualTo(expectedRows.between(Chains.INDEX.chain(), 0, Long.MAX_VALUE));
            IndexBatch batch = journey.next();
            expected.commit(batch);
            return () -> index.commit(batch).stored();
        });

        assertThat(untold).isPositive();
        assertThat(looked.find(Chains.INDEX).map(IndexState::commits))
                .isEqualTo(expected.find(Chains.INDEX).map(IndexState::commits));
    }

    @Test
    void plan_cutAnywhere_andAskedAgain_isThereOnce() {
        AttemptJournal journal = cut.keeper().attempts();

        int untold = cutEverywhere(number -> {
            Attempt planned = planned(number);
            return () -> {
                boolean ours = journal.plan(planned);
                assertThat(direct.keeper().attempts().find(planned.key())).contains(planned);
                return ours;
            };
        });

        assertThat(untold).isPositive();
    }

    @Test
    void step_cutAnywhere_andAskedAgain_isThereOnce() {
        AttemptJournal journal = cut.keeper().attempts();

        cutEverywhere(number -> {
            Attempt planned = planned(1_000 + number);
            direct.keeper().attempts().plan(planned);
            Attempt sent = planned.sent(KeeperSamples.transaction(1_000 + number, number, KeeperSamples.T1));
            return () -> {
                journal.save(sent);
                assertThat(direct.keeper().attempts().find(planned.key())).contains(sent);
                return true;
            };
        });
    }

    private static Attempt planned(long number) {
        return Attempt.planned(KeeperSamples.key(KeeperSamples.BOB, number), KeeperSamples.T0);
    }
}
