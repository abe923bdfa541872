package io.plimsoll.jdbc.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Fence;
import io.plimsoll.jdbc.testing.Aside;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresLeaseIT extends LeaseContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresLeaseIT.class);
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

    /** A transaction that has written, and stands still before it commits. */
    private static final class Standing {
        private final CountDownLatch go = new CountDownLatch(1);
        private final CompletableFuture<Boolean> end;

        Standing(Fence fence, String sql) throws InterruptedException {
            CountDownLatch written = new CountDownLatch(1);
            Database fenced = Database.over(database.source(), Engine.POSTGRES).fencedBy(fence);
            end = Aside.supply(() -> fenced.write("write and stand still", handle -> {
                handle.execute(sql);
                written.countDown();
                try {
                    return go.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        }

        static Standing writer(Lease lease, String row) throws InterruptedException {
            return new Standing(
                    new LeaseFence(lease, Engine.POSTGRES),
                    "UPDATE lease SET owner = 'written' WHERE name = '" + row + "'");
        }

        /** One of the lease's own transactions. */
        static Standing about(String lease, String sql) throws InterruptedException {
            return new Standing(
                    handle -> handle.createQuery("SELECT pg_advisory_xact_lock_shared(" + LeaseFence.MARK + ")")
                            .bind("name", lease)
                            .map((row, context) -> true)
                            .one(),
                    sql);
        }

        void assertCutOff() throws Exception {
            go.countDown();
            assertThat(end.handle((done, error) -> error).get().getCause())
                    .isInstanceOfSatisfying(
                            RepositoryException.class,
                            lost -> assertThat(lost.kind()).isEqualTo(Kind.CONNECTION_LOST));
        }
    }

    /** Two rows for them to write into. */
    private static LeaseRepository withRows(JdbcStore store) {
        store.leases().acquire(new LeaseClaim("row1", "untouched", LONG)).orElseThrow();
        store.leases().acquire(new LeaseClaim("row2", "untouched", LONG)).orElseThrow();
        return store.leases();
    }

    private static String row(JdbcStore store, String name) {
        return store.leases().find(name).orElseThrow().owner();
    }

    @Test
    void openTransaction_holdsUpNeitherRenewalsNorOtherWriters() throws Exception {
        JdbcStore store = empty();
        LeaseRepository leases = withRows(store);
        Lease lease = leases.acquire(claim("a", Duration.ofSeconds(30))).orElseThrow();
        Standing writer = Standing.writer(lease, "row1");

        assertThat(leases.renew(lease, LONG)).isPresent();
        save(store.under(lease), "beside");
        assertThat(leases.release(lease)).isTrue();
        assertThat(leases.acquire(claim("b", LONG))).isEmpty();
        writer.go.countDown();

        assertThat(writer.end.get()).isTrue();
        assertThat(row(store, "row1")).isEqualTo("written");
        assertThat(eventually(store, claim("b", LONG)).token()).isEqualTo(lease.token() + 1);
    }

    @Test
    void writerThatStandsStill_isCutOff_andLeavesNothing() throws Exception {
        JdbcStore store = empty();
        LeaseRepository leases = withRows(store);
        Lease lease = leases.acquire(claim("a", LONG)).orElseThrow();
        Standing bystander = Standing.writer(
                leases.acquire(new LeaseClaim("other", "a", LONG)).orElseThrow(), "row2");
        Standing writer = Standing.writer(lease, "row1");
        leases.renew(lease, SHORT).orElseThrow();

        Lease next = eventually(store, claim("b", LONG));

        assertThat(next.token()).isEqualTo(lease.token() + 1);
        writer.assertCutOff();
        assertThat(row(store, "row1")).isEqualTo("untouched");
        save(store.under(next), "next");
        bystander.go.countDown();
        assertThat(bystander.end.get()).isTrue();
        assertThat(row(store, "row2")).isEqualTo("written");
    }

    @Test
    void renewalThatStandsStill_isCutOff() throws Exception {
        JdbcStore store = empty();
        Lease lease = store.leases().acquire(claim("a", SHORT)).orElseThrow();
        Standing renewal = Standing.about(lease.name(), "UPDATE lease SET owner = 'renewed' WHERE name = 'keeper'");

        assertThat(eventually(store, claim("b", LONG)).owner()).isEqualTo("b");

        renewal.assertCutOff();
        assertThat(row(store, lease.name())).isEqualTo("b");
    }

    @Test
    void firstWhoStandsStill_isCutOff() throws Exception {
        JdbcStore store = empty();
        Standing first = Standing.about("keeper", """
                INSERT INTO lease (name, owner, token, expires_at, released) VALUES ('keeper', 'a', 1, now(), FALSE)
                """);

        Lease lease = await().ignoreExceptionsMatching(waited -> ((RepositoryException) waited).kind() == Kind.CONFLICT)
                .until(() -> store.leases().acquire(claim("b", LONG)), Optional::isPresent)
                .orElseThrow();

        assertThat(lease.token()).isEqualTo(1);
        first.assertCutOff();
    }
}
