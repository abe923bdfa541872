package io.plimsoll.jdbc.lease;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.engine.Leadership;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.kit.runtime.PeriodicTask;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Takes items, each the next number, while it has the lease; says of each what came of it. Its clock stands still: it never
 * notices by itself that its lease has ended. Two that write at the same time would take the same item. Run by {@link
 * LeaseProcessesIT}.
 */
final class LeaseWorker {
    static final String LEASE = "work";

    private LeaseWorker() {}

    public static void main(String[] args) throws InterruptedException {
        DataSource source = OtherProcess.source(args[0]);
        Database database = Database.over(source, Engine.POSTGRES);
        JdbcStore store = JdbcStore.postgres(source);
        Leadership leadership =
                new Leadership(store.leases(), new LeaseClaim(LEASE, args[1], Duration.ofMillis(600)), () -> 0);
        leadership.start();
        AtomicBoolean leads = new AtomicBoolean(true);
        new PeriodicTask("work", Duration.ofMillis(1), () -> {
                    Optional<Lease> lease = leadership.lease();
                    if (leads.getAndSet(lease.isPresent()) && lease.isEmpty()) {
                        System.out.println("standby");
                    }
                    lease.ifPresent(held -> work(database, held));
                })
                .start();
        new CountDownLatch(1).await();
    }

    private static void work(Database database, Lease lease) {
        try {
            long item = database.fencedBy(new LeaseFence(lease, Engine.POSTGRES))
                    .write("take an item", handle -> {
                        long next = handle.createQuery("SELECT COALESCE(MAX(item), 0) + 1 FROM work")
                                .mapTo(Long.class)
                                .one();
                        // long enough to be stopped in
                        handle.execute("SELECT pg_sleep(0.02)");
                        handle.execute("INSERT INTO work (item, token) VALUES (?, ?)", next, lease.token());
                        return next;
                    });
            System.out.println("took " + item + " under " + lease.token() + ".");
        } catch (RepositoryException e) {
            System.out.println("refused " + e.kind());
        }
    }
}
