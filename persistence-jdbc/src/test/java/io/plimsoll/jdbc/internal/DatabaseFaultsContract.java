package io.plimsoll.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Things.Thing;
import io.plimsoll.jdbc.testing.Aside;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong alike on both engines. A subclass opens the database. */
abstract class DatabaseFaultsContract {
    private static final List<Thing> OLD = Things.many(2, "old");

    abstract Things things();

    /** Connections past the store. */
    abstract DataSource source();

    /** A query that counts who waits for a lock. */
    abstract String countOfWaiting();

    /** A statement that takes longer than the limit. */
    abstract String slow();

    @BeforeEach
    void reset() {
        things().clear();
        things().save(OLD);
    }

    static RepositoryException failure(ThrowingCallable call) {
        RepositoryException failure = catchThrowableOfType(RepositoryException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    @Test
    void call_whileAllConnectionsAreBusy_isPoolExhausted() throws Exception {
        CountDownLatch in = new CountDownLatch(2);
        CountDownLatch out = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> readers = Stream.of(1, 2)
                .map(number -> Aside.supply(() -> things().database().read("stay", handle -> {
                    in.countDown();
                    return await(out);
                })))
                .toList();
        await(in);

        RepositoryException failure = failure(() -> things().all());

        assertThat(failure.kind()).isEqualTo(Kind.POOL_EXHAUSTED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure)
                .hasMessageStartingWith("cannot read the things: ")
                .hasMessageEndingWith(": every connection was busy; make fewer calls at a time, or shorter ones");
        out.countDown();
        readers.forEach(CompletableFuture::join);
        assertThat(things().all()).isEqualTo(OLD);
    }

    @Test
    void write_inADeadlock_isAConflictAndLeavesNothing() throws Exception {
        try (Connection other = source().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            patient(statement);
            statement.execute("UPDATE thing SET text_column = 'by the other' WHERE id = 1");

            RepositoryException failure = failure(() -> things().database().update("change both", handle -> {
                findDeadlocksSoon(handle);
                handle.execute("UPDATE thing SET text_column = 'by us' WHERE id = 0");
                CompletableFuture<Boolean> rival = Aside.supply(() -> change(other, statement));
                awaitWaiting();
                handle.execute("UPDATE thing SET text_column = 'by us' WHERE id = 1");
                rival.join();
            }));

            assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageEndingWith(": nothing was stored; repeat the call");
        }
        // the other may have been chosen as a victim too
        assertThat(things().all()).isIn(OLD, Things.many(2, "by the other"));
    }

    private static boolean change(Connection other, Statement statement) {
        try {
            statement.execute("UPDATE thing SET text_column = 'by the other' WHERE id = 0");
            other.commit();
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets us be the one who finds the deadlock. */
    void patient(Statement statement) throws SQLException {}

    /** Before the wait for a lock is over. */
    void findDeadlocksSoon(Handle handle) {}

    private void awaitWaiting() {
        Awaitility.await().until(() -> {
            try (Connection connection = source().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(countOfWaiting())) {
                return row.next() && row.getInt(1) > 0;
            }
        });
    }

    @Test
    void write_whileAnotherHoldsTheRow_isAConflictAndLeavesNothing() throws Exception {
        try (Connection other = source().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE thing SET text_column = 'by the other' WHERE id = 1");

            RepositoryException failure = failure(() -> things().save(Things.many(2, "by us")));

            assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
            other.rollback();
        }
        assertThat(things().all()).isEqualTo(OLD);
        things().save(Things.many(2, "by us"));
        assertThat(things().all()).isEqualTo(Things.many(2, "by us"));
    }

    @Test
    void statement_thatTakesTooLong_isAConflictAndLeavesNothing() {
        RepositoryException failure = failure(() -> things().database().update("be slow", handle -> {
            change(handle, "half done");
            handle.createQuery(slow()).mapTo(String.class).list();
        }));

        assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(failure).hasMessageStartingWith("cannot be slow: ");
        assertThat(things().all()).isEqualTo(OLD);
    }

    @Test
    void insert_ofWhatIsThere_isADuplicateThatDoesNotRepeatTheRow() {
        RepositoryException failure = failure(() -> things().database().update("add it", handle -> {
            change(handle, "half done");
            Things.TABLE.insert(handle, List.of(new Thing(7, "new"), new Thing(1, "somebody's secret")));
        }));

        assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageStartingWith("cannot add it: ").hasMessageEndingWith(": nothing was stored");
        assertThat(traceOf(failure)).doesNotContain("secret").containsIgnoringCase("thing");
        assertThat(things().all()).isEqualTo(OLD);
    }

    @Test
    void value_thatOnlyTheDatabaseRefuses_isUnstorableAndNotRepeated() {
        RepositoryException failure = failure(() -> things().database().update("write past the table", handle -> {
            change(handle, "half done");
            handle.execute("UPDATE thing SET text_column = ?", "secret".repeat(100));
        }));

        assertThat(failure.kind()).isEqualTo(Kind.UNSTORABLE);
        assertThat(traceOf(failure)).doesNotContain("secretsecret");
        assertThat(things().all()).isEqualTo(OLD);
    }

    @Test
    void rows_ofWhichOneIsUnstorable_areRefusedBeforeTheFirstIsSent() {
        RepositoryException failure = failure(() -> things().save(List.of(new Thing(0, "new"), new Thing(1, "a\0b"))));

        assertThat(failure.kind()).isEqualTo(Kind.UNSTORABLE);
        assertThat(failure).hasMessage("column text_column cannot hold a NUL character, at 1: nothing was stored");
        assertThat(things().all()).isEqualTo(OLD);
    }

    @Test
    void query_byANumberThatNoColumnHolds_isUnstorable() {
        for (String number : List.of("1E+2147483647", "1E-2147483647", "1E+20")) {
            RepositoryException failure = failure(() -> things().database()
                    .read(
                            "look",
                            handle -> handle.createQuery("SELECT id FROM thing WHERE id < :limit")
                                    .bind("limit", new BigDecimal(number))
                                    .mapTo(Long.class)
                                    .list()));

            assertThat(failure.kind()).as(number).isEqualTo(Kind.UNSTORABLE);
        }
    }

    @Test
    void read_overTwoTables_seesOneState() {
        things().database().update("make another table", handle -> {
            handle.execute("CREATE TABLE IF NOT EXISTS other_thing (id BIGINT PRIMARY KEY)");
            handle.execute("DELETE FROM other_thing");
        });

        int seen = things().database().read("read both", handle -> {
            int first = count(handle, "thing");
            Aside.run(() -> things().database().update("change both", other -> {
                        other.execute("DELETE FROM thing");
                        other.execute("INSERT INTO other_thing (id) VALUES (1)");
                    }))
                    .join();
            return first + count(handle, "other_thing") + count(handle, "thing");
        });

        assertThat(seen).isEqualTo(4);
    }

    private static int count(Handle handle, String table) {
        return handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Integer.class)
                .one();
    }

    @Test
    void error_ofTheCaller_rollsBackAndPassesAsItIs() {
        assertThatThrownBy(() -> things().database().update("fail", handle -> {
                    change(handle, "half done");
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
        assertThat(things().all()).isEqualTo(OLD);
    }

    @Test
    void table_thatIsNotThere_isAWrongSchema() {
        assertThat(failure(() -> things().database()
                                .read(
                                        "look",
                                        handle -> handle.createQuery("SELECT id FROM nowhere")
                                                .mapTo(Long.class)
                                                .list()))
                        .kind())
                .isEqualTo(Kind.WRONG_SCHEMA);
    }

    @Test
    void closedPool_isClosed() {
        Things other = Things.in(source(), things().database().engine());
        other.close();

        RepositoryException failure = failure(other::all);

        assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
        assertThat(failure).hasMessageEndingWith(": open another store");
    }

    private static void change(Handle handle, String text) {
        handle.execute("UPDATE thing SET text_column = ?", text);
    }

    private static String traceOf(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
