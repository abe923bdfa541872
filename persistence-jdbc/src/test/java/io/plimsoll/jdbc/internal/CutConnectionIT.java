package io.plimsoll.jdbc.internal;

import static io.plimsoll.jdbc.internal.DatabaseFaultsContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Things.Thing;
import io.plimsoll.jdbc.testing.PostgresGate;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection to PostgreSQL that is cut: the transaction is there whole or not at all, and the call may be repeated. */
class CutConnectionIT {
    private static final List<Thing> OLD = Things.many(3, "old");
    private static final List<Thing> NEW = Things.many(3, "new");

    private static DataSource direct;
    private static PostgresGate gate;
    private static Things things;
    private static Things unharmed;

    @BeforeAll
    static void open() throws Exception {
        PostgresServer.require(CutConnectionIT.class);
        direct = PostgresServer.emptyDatabase();
        gate = PostgresGate.before(direct);
        things = Things.in(
                gate.source(), Engine.POSTGRES, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(700));
        unharmed = Things.in(direct, Engine.POSTGRES);
    }

    @AfterAll
    static void close() throws Exception {
        things.close();
        unharmed.close();
        gate.close();
    }

    @BeforeEach
    void reset() {
        unharmed.clear();
        unharmed.save(OLD);
        // connections that a test before has cut are gone by now, or go here
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(CutConnectionIT::canSave);
    }

    private static boolean canSave() {
        try {
            things.save(OLD);
            return true;
        } catch (RepositoryException e) {
            return false;
        }
    }

    private static RepositoryException lost(String what) {
        RepositoryException failure = failure(() -> things.save(NEW));
        assertThat(gate.hasCut()).isTrue();
        assertThat(failure.kind()).as(what).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageEndingWith(": whether a commit took effect is not known; repeat the call");
        return failure;
    }

    @Test
    void cut_beforeTheCommitArrives_leavesNothing_andARetryStores() {
        gate.cutBefore("COMMIT");

        lost("before COMMIT");

        assertThat(unharmed.all()).isEqualTo(OLD);
        things.save(NEW);
        assertThat(unharmed.all()).isEqualTo(NEW);
    }

    @Test
    void cut_afterTheCommitIsDone_hasStored_andARetryChangesNothing() {
        gate.cutAfter("COMMIT");

        lost("after COMMIT");

        assertThat(unharmed.all()).isEqualTo(NEW);
        things.save(NEW);
        assertThat(unharmed.all()).isEqualTo(NEW);
    }

    @Test
    void cut_atAnyFrame_leavesAllOrNothing() {
        int frames = 0;
        int whole = 0;
        for (boolean cut = true; cut; frames++) {
            reset();
            gate.cutAfterFrames(frames);
            RepositoryException failure = null;
            try {
                things.save(NEW);
            } catch (RepositoryException e) {
                failure = e;
            }
            cut = gate.hasCut();
            List<Thing> left = unharmed.all();
            assertThat(left).isIn(OLD, NEW);
            whole += left.equals(NEW) ? 1 : 0;
            if (failure != null) {
                assertThat(failure.retryable()).as(failure.toString()).isTrue();
            }
            if (!cut) {
                assertThat(failure).isNull();
                assertThat(left).isEqualTo(NEW);
            }
        }
        // BEGIN, INSERT and COMMIT in the extended protocol
        assertThat(frames).isGreaterThan(6);
        assertThat(whole).isPositive().isLessThan(frames);
    }

    @Test
    void backend_endedByTheServer_isLost_andTheNextCallFindsAnother() throws Exception {
        RepositoryException failure = failure(() -> things.database().update("change them", handle -> {
            handle.execute("UPDATE thing SET text_column = 'new'");
            endAllBut();
            handle.execute("UPDATE thing SET text_column = 'newer'");
        }));

        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(unharmed.all()).isEqualTo(OLD);
        things.save(NEW);
        assertThat(unharmed.all()).isEqualTo(NEW);
    }

    /** As at a restart of the server: every connection of this database. */
    private static void endAllBut() {
        try (Connection connection = direct.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid)
                    FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%thing%'
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void transaction_thatStandsStill_isEndedByTheServer() {
        try (Things impatient = Things.in(
                direct, Engine.POSTGRES, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(5))) {
            RepositoryException failure = failure(() -> impatient.database().update("think", handle -> {
                handle.execute("UPDATE thing SET text_column = 'new'");
                awaitIdleEnd();
                handle.execute("UPDATE thing SET text_column = 'newer'");
            }));

            assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(unharmed.all()).isEqualTo(OLD);
        }
    }

    /** Until nobody holds the rows any more. */
    private static void awaitIdleEnd() {
        unharmed.database().update("wait for the rows", handle -> handle.execute("DELETE FROM thing WHERE id = 99"));
        unharmed.database().update("wait for the rows", handle -> handle.execute("SELECT id FROM thing FOR UPDATE"));
    }

    @Test
    void server_thatVanishesWithoutAWord_isLostWhenItsTimeIsUp() {
        gate.stall();

        RepositoryException failure = failure(() -> things.save(NEW));

        assertThat(failure.retryable()).isTrue();
        gate.cutAll();
        gate.flow();
        assertThat(unharmed.all()).isIn(OLD, NEW);
    }

    @Test
    void server_thatLetsNobodyIn_isUnavailable_andServesAgainWhenItDoes() {
        gate.refuse();
        // idle connections were cut
        for (int call = 0; call < 3; call++) {
            failure(() -> things.save(NEW));
        }

        RepositoryException failure = failure(() -> things.save(NEW));

        assertThat(failure.kind()).as(failure.toString()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(unharmed.all()).isEqualTo(OLD);
        gate.allow();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(CutConnectionIT::canSave);
    }
}
