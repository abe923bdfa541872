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

    /** A writer under the lease that has written, and stands still before it commits. */
    private static final class Writer {
        private final CountDownLatch written = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final CompletableFuture<Boolean> end;

        Writer(Lease lease, String row) throws InterruptedException {
            Database fenced =
                    Database.over(database.source(), Engine.POSTGRES).fencedBy(new LeaseFence(lease, Engine.POSTGRES));
            end = CompletableFuture.supplyAsync(() -> fenced.write("write and stand still", handle -> {
                handle.execute("UPDATE lease SET owner = 'written' WHERE name = ?", row);
                written.countDown();
                try {
                    return go.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
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
        Writer writer = new Writer(lease, "row1");

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
    void openTransaction_ofAHolderThatStandsStill_isCutOff_andLeavesNothing() throws Exception {
        JdbcStore store = empty();
        LeaseRepository leases = withRows(store);
        Lease lease = leases.acquire(claim("a", SHORT)).orElseThrow();
        Writer bystander =
                new Writer(leases.acquire(new LeaseClaim("other", "a", LONG)).orElseThrow(), "row2");
        Writer writer = new Writer(leases.renew(lease, SHORT).orElseThrow(), "row1");

        Lease next = await().atMost(Duration.ofSeconds(30))
                .until(() -> leases.acquire(claim("b", LONG)), Optional::isPresent)
                .orElseThrow();
        writer.go.countDown();

        assertThat(next.token()).isEqualTo(lease.token() + 1);
        assertThat(writer.end.handle((done, error) -> error).get())
                .isInstanceOfSatisfying(
                        RuntimeException.class,
                        failed -> assertThat(failed.getCause())
                                .isInstanceOfSatisfying(
                                        RepositoryException.class,
                                        lost -> assertThat(lost.kind()).isEqualTo(Kind.CONNECTION_LOST)));
        assertThat(row(store, "row1")).isEqualTo("untouched");
        save(store.under(next), "next");
        bystander.go.countDown();
        assertThat(bystander.end.get()).isTrue();
        assertThat(row(store, "row2")).isEqualTo("written");
    }
}
