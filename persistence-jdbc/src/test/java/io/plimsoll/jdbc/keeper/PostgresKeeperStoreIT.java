package io.plimsoll.jdbc.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.testing.repository.keeper.KeeperSamples;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresKeeperStoreIT extends KeeperStoreContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresKeeperStoreIT.class);
        database = TestDatabase.postgres();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    JdbcStore reopened() {
        return JdbcStore.postgres(database.source());
    }

    @Test
    void journal_isAsDurableAsTheServer() throws Exception {
        // servers for tests are often told not to force anything
        assertThat(database.store().keeper().attempts().durable())
                .isEqualTo(setting("fsync").equals("on"));
    }

    /** Its version is old, and was looked at before it was planned again. */
    @Test
    void attemptPlannedAgain_whileOldOnesAreDeleted_stays() throws Exception {
        AttemptJournal journal = database.emptied().keeper().attempts();
        Attempt planned = Attempt.planned(KeeperSamples.key(KeeperSamples.ALICE, 1), KeeperSamples.T0);
        journal.plan(planned);
        journal.save(planned.abandoned(KeeperSamples.T0, ""));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = database.source().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE keeper_attempt SET state = 'PLANNED', revision = 2, landed_at = NULL");
            Future<Integer> deleted = thread.submit(() -> journal.deleteOlderThan(KeeperSamples.T1));
            await().pollInterval(Duration.ofMillis(10)).until(PostgresKeeperStoreIT::somebodyWaits);

            other.commit();

            assertThat(deleted.get()).isZero();
        } finally {
            thread.shutdownNow();
        }
        assertThat(journal.inFlight(KeeperSamples.CHAIN)).hasSize(1);
    }

    private static boolean somebodyWaits() throws SQLException {
        return query("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .equals("t");
    }

    private static String setting(String name) throws SQLException {
        return query("SHOW " + name);
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
