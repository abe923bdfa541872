package io.plimsoll.jdbc.lease;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.DatabaseTime;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Leases in {@code lease}, with what writers hold in {@code lease_fence}, both keyed by name; timed by the database's clock. On
 * PostgreSQL, whoever takes over cuts off sessions in which a transaction under the old lease, or one about the lease itself, has
 * been open for a second: their process may be standing still, with locks on the rows that the next holder needs. On H2 it waits.
 */
public final class JdbcLeaseRepository implements LeaseRepository {
    private static final Type<String> WORD = Type.text(LeaseClaim.LONGEST);
    private static final Table<Lease> LEASES = Table.<Lease>named("lease")
            .key("name", WORD, Lease::name)
            .column("owner", WORD, Lease::owner)
            .column("token", Type.LONG, Lease::token)
            .column("expires_at", Type.TIME, Lease::expires)
            .column("released", Type.FLAG, lease -> false)
            .build();
    private static final Table<Lease> FENCES = Table.<Lease>named("lease_fence")
            .key("name", WORD, Lease::name)
            .column("token", Type.LONG, Lease::token)
            .build();
    /** For a transaction that is about to commit. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Database database;

    /** Over a database that has the tables of leases. Any fence of it does not count here. */
    public JdbcLeaseRepository(Database database) {
        this.database = database.fencedBy(handle -> {});
    }

    @Override
    public Optional<Lease> acquire(LeaseClaim claim) {
        return database.write("acquire lease " + claim.name(), handle -> {
            Instant now = begin(handle, claim.name());
            Optional<Lease> last = find(handle, claim.name());
            if (last.isEmpty()) {
                return first(handle, claim, now);
            }
            Instant ended = last.get().expires();
            return ended.isAfter(now) ? Optional.empty() : takeOver(handle, claim, now, ended);
        });
    }

    /** The time. On PostgreSQL this transaction then waits for nobody long, and is one of those that may be cut off. */
    private Instant begin(Handle handle, String name) {
        if (database.engine() == Engine.POSTGRES) {
            handle.createQuery("SELECT set_config('lock_timeout', '1s', TRUE), pg_advisory_xact_lock_shared("
                            + LeaseFence.MARK + ")")
                    .bind("name", name)
                    .map((row, context) -> true)
                    .one();
        }
        return DatabaseTime.now(handle, database.engine());
    }

    private Optional<Lease> first(Handle handle, LeaseClaim claim, Instant now) {
        // another may have written the row and not committed it
        cutOff(handle, claim.name());
        Lease lease = new Lease(claim.name(), claim.owner(), 1, now.plus(claim.duration()));
        if (LEASES.add(handle, List.of(lease)) == 0) {
            return Optional.empty();
        }
        FENCES.insert(handle, List.of(lease));
        return Optional.of(lease);
    }

    private Optional<Lease> takeOver(Handle handle, LeaseClaim claim, Instant now, Instant ended) {
        Optional<Long> token = lock(handle, claim.name(), now);
        if (token.isEmpty() && ended.plus(GRACE).isBefore(now)) {
            cutOff(handle, claim.name());
            token = lock(handle, claim.name(), now);
        }
        return token.map(last -> {
            Lease lease = new Lease(claim.name(), claim.owner(), last + 1, now.plus(claim.duration()));
            LEASES.upsert(handle, List.of(lease));
            FENCES.upsert(handle, List.of(lease));
            return lease;
        });
    }

    /** The last token, if the lease has still ended and no transaction under it or about it is open. Does not wait. */
    private static Optional<Long> lock(Handle handle, String name, Instant now) {
        Optional<Long> token = handle.createQuery("""
                        SELECT token FROM lease WHERE name = :name AND expires_at <= :now FOR UPDATE SKIP LOCKED
                        """)
                .bind("name", name)
                .bind("now", now)
                .map(Row.mapping(row -> row.get("token", Type.LONG)))
                .findOne();
        return token.flatMap(last -> handle.createQuery(
                        "SELECT token FROM lease_fence WHERE name = :name FOR UPDATE SKIP LOCKED")
                .bind("name", name)
                .map(Row.mapping(row -> row.get("token", Type.LONG)))
                .findOne());
    }

    /** Ends the sessions that stand still over the lease, as far as we may, and waits a second for each to be gone. */
    private void cutOff(Handle handle, String name) {
        if (database.engine() != Engine.POSTGRES) {
            return;
        }
        handle.createQuery("""
                        SELECT pg_terminate_backend(pid, 1000)
                        FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_backend_pid()
                          AND datname = current_database() AND database = datid
                          AND xact_start < clock_timestamp() - CAST(:grace AS INTERVAL)
                          AND pg_has_role(usesysid, 'MEMBER')
                          AND (CAST(classid AS BIGINT) << 32 | CAST(objid AS BIGINT)) =
                        """ + LeaseFence.MARK)
                .bind("name", name)
                .bind("grace", GRACE.toString())
                .map((row, context) -> true)
                .list();
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration duration) {
        LeaseClaim claim = lease.claim(duration);
        return database.write("renew lease " + lease.name(), handle -> {
            Lease renewed = lease.until(begin(handle, lease.name()).plus(claim.duration()));
            return end(handle, renewed, false) ? Optional.of(renewed) : Optional.empty();
        });
    }

    @Override
    public boolean release(Lease lease) {
        return database.write(
                "release lease " + lease.name(), handle -> end(handle, lease.until(begin(handle, lease.name())), true));
    }

    /** Writes the end of a lease if it is still its owner's to move. */
    private static boolean end(Handle handle, Lease lease, boolean released) {
        return handle.createUpdate("""
                        UPDATE lease SET expires_at = :expires, released = :released
                        WHERE name = :name AND token = :token AND owner = :owner AND NOT released
                        """)
                        .bind("name", lease.name())
                        .bind("owner", lease.owner())
                        .bind("token", lease.token())
                        .bind("expires", lease.expires())
                        .bind("released", released)
                        .execute()
                == 1;
    }

    @Override
    public Optional<Lease> find(String name) {
        return database.read("read lease " + name, handle -> find(handle, name));
    }

    private static Optional<Lease> find(Handle handle, String name) {
        return handle.createQuery("SELECT name, owner, token, expires_at FROM lease WHERE name = :name")
                .bind("name", name)
                .map(Row.mapping(JdbcLeaseRepository::lease))
                .findOne();
    }

    @Override
    public List<Lease> all() {
        return database.read(
                "read the leases",
                handle -> handle.createQuery("SELECT name, owner, token, expires_at FROM lease ORDER BY name")
                        .map(Row.mapping(JdbcLeaseRepository::lease))
                        .list());
    }

    private static Lease lease(Row row) {
        return new Lease(
                row.get("name", WORD),
                row.get("owner", WORD),
                row.get("token", Type.LONG),
                row.get("expires_at", Type.TIME));
    }
}
