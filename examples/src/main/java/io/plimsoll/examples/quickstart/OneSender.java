package io.plimsoll.examples.quickstart;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.jdbc.JdbcStore;
import java.time.Duration;
import java.util.Optional;

/** One keeper of several acts, and it acts once. */
public final class OneSender {
    private OneSender() {}

    /**
     * Claims an attempt, if this process may act at all and nobody has made the attempt before.
     *
     * @param node a name that no other process has
     * @param attempt the first step of it
     * @return whether to go on and send
     */
    public static boolean claim(JdbcStore store, String node, Attempt attempt) {
        Optional<Lease> lease = store.leases().acquire(new LeaseClaim("keeper/999", node, Duration.ofSeconds(10)));
        if (lease.isEmpty()) {
            return false; // another process has it: stand by
        }
        AttemptJournal journal = store.under(lease.get()).keeper().attempts();
        return journal.plan(attempt); // false: made before; throws FENCED: the lease is another's by now
    }
}
