package io.plimsoll.jdbc.lease;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Fence;
import org.jdbi.v3.core.Handle;

/**
 * Lets a transaction write if the lease is the last one given out under its name and has not ended. The transaction then keeps
 * others from taking the lease over until it ends: what it commits, it commits before anything of the next holder. The owner
 * counts too: a server that was restored to an earlier state gives out a token again.
 */
public final class LeaseFence implements Fence {
    /** What PostgreSQL names this lease in {@code pg_locks}: lets the next holder find transactions that stand still. */
    static final String MARK = "hashtextextended(current_schema() || '.lease.' || :name, 0)";

    private static final String HELD = """
            SELECT fence.token FROM lease_fence fence
            WHERE fence.name = :name AND fence.token = :token
              AND EXISTS (SELECT 1 FROM lease
                          WHERE lease.name = :name AND lease.token = :token AND lease.owner = :owner
                            AND lease.expires_at > %s)
            """;
    private static final String ON_H2 = HELD.formatted("CURRENT_TIMESTAMP") + "FOR UPDATE";
    /** Who waits for the lock sees the token that it waited for: PostgreSQL looks at the locked row again. */
    private static final String ON_POSTGRES = "SELECT pg_advisory_xact_lock_shared(" + MARK + ") FROM ("
            + HELD.formatted("clock_timestamp()") + "FOR SHARE OF fence) AS held";

    private final Lease lease;
    private final String sql;

    /** Guards writes under {@code lease} in a database that has the tables of leases. */
    public LeaseFence(Lease lease, Engine engine) {
        this.lease = lease;
        this.sql = engine == Engine.POSTGRES ? ON_POSTGRES : ON_H2;
    }

    @Override
    public void check(Handle handle) {
        boolean held = handle.createQuery(sql)
                .bind("name", lease.name())
                .bind("token", lease.token())
                .bind("owner", lease.owner())
                .map((row, context) -> true)
                .findOne()
                .isPresent();
        if (!held) {
            throw new RepositoryException(
                    Kind.FENCED,
                    "lease " + lease.name() + " with token " + lease.token()
                            + " has ended or is another's: nothing was written. Stop acting under it");
        }
    }
}
