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
 * PostgreSQL, a writer of the last holder that is still in a transaction a second after its lease has ended is cut off by who takes
 * it over: its process may be standing still, with locks on the rows that the next holder needs. On H2 who takes over waits.
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
            Optional<Lease> last = find(handle, claim.name());
            Instant now = DatabaseTime.now(handle, database.engine());
            if (last.isEmpty()) {
                return first(handle, claim, now);
            }
            return last.get().expires().isAfter(now)
                    ? Optional.empty()
                    : takeOver(handle, claim, now, last.get().expires());
        });
    }

    private static Optional<Lease> first(Handle handle, LeaseClaim claim, Instant now) {
        Lease lease = new Lease(claim.name(), claim.owner(), 1, now.plus(claim.duration()));
        if (LEASES.add(handle, List.of(lease)) == 0) {
            return Optional.empty();
        }
        FENCES.insert(handle, List.of(lease));
        return Optional.of(lease);
    }

    private Optional<Lease> takeOver(Handle handle, LeaseClaim claim, Instant now, Instant ended) {
        Optional<Long> token = lockFence(handle, claim.name());
        if (token.isEmpty()
                && database.engine() == Engine.POSTGRES
                && ended.plus(GRACE).isBefore(now)) {
            cutOff(handle, claim.name());
            token = lockFence(handle, claim.name());
        }
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Lease lease = new Lease(claim.name(), claim.owner(), token.get() + 1, now.plus(claim.duration()));
        // it may have been renewed since it was read
        int taken = handle.createUpdate("""
                        UPDATE lease SET owner = :owner, token = :token, expires_at = :expires, released = FALSE
                        WHERE name = :name AND expires_at <= :now
                        """)
                .bind("name", lease.name())
                .bind("owner", lease.owner())
                .bind("token", lease.token())
                .bind("expires", lease.expires())
                .bind("now", now)
                .execute();
        if (taken == 0) {
            return Optional.empty();
        }
        FENCES.upsert(handle, List.of(lease));
        return Optional.of(lease);
    }

    /** The token of the last holder, once no transaction of it is open any more. Does not wait. */
    private static Optional<Long> lockFence(Handle handle, String name) {
        return handle.createQuery("SELECT token FROM lease_fence WHERE name = :name FOR UPDATE SKIP LOCKED")
                .bind("name", name)
                .map(Row.mapping(row -> row.get("token", Type.LONG)))
                .findOne();
    }

    /** Ends the sessions that are writing under the lease, as far as we may, and waits a second for each to be gone. */
    private static void cutOff(Handle handle, String name) {
        handle.createQuery("""
                        SELECT pg_terminate_backend(pid, 1000)
                        FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_backend_pid()
                          AND datname = current_database() AND pg_has_role(usesysid, 'MEMBER')
                          AND database = datid
                          AND (CAST(classid AS BIGINT) << 32 | CAST(objid AS BIGINT)) =
                        """ + LeaseFence.MARK)
                .bind("name", name)
                .map((row, context) -> true)
                .list();
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration duration) {
        LeaseClaim claim = lease.claim(duration);
        return database.write("renew lease " + lease.name(), handle -> {
            Lease renewed =
                    lease.until(DatabaseTime.now(handle, database.engine()).plus(claim.duration()));
            return end(handle, renewed, false) ? Optional.of(renewed) : Optional.empty();
        });
    }

    @Override
    public boolean release(Lease lease) {
        return database.write(
                "release lease " + lease.name(),
                handle -> end(handle, lease.until(DatabaseTime.now(handle, database.engine())), true));
    }

    /** Writes the end of a lease if it is still its owner's to move. */
    private static boolean end(Handle handle, Lease lease, boolean released) {
        return handle.createUpdate("""
                        UPDATE lease SET expires_at = :expires, released = :released
                        WHERE name = :name AND token = :token AND NOT released
                        """)
                        .bind("name", lease.name())
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
