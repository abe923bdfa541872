package io.plimsoll.core.domain.repository.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gives out leases: at any time at most one under a name, timed by the store's own clock, so that the clocks of those who ask do
 * not matter. A holder renews well before the end; one that does not is overtaken by whoever asks next, and what it still writes
 * under its old token is refused. Implementations are thread-safe; each call is one transaction and returns at once, with or
 * without the lease.
 */
public interface LeaseRepository {
    /**
     * Takes the lease if nobody has it: it was never given out, was released, or has ended. Its token is then higher than any
     * before. A lease that has not ended is refused to its owner too: under one owner's name there may be two processes.
     */
    Optional<Lease> acquire(LeaseClaim claim);

    /**
     * Moves the end of a lease to {@code duration} from now, under the same token. Also that of one that has ended, as long as
     * nobody else has taken it.
     *
     * @param lease as it was given out; its end does not matter
     * @param duration a millisecond to a day
     * @return the lease with its new end, or empty if it is lost for good: taken by another, which also one with the same token
     *     may have that a store restored to an earlier state has given out again, or released
     */
    Optional<Lease> renew(Lease lease, Duration duration);

    /** Ends the lease now, so that the next who asks has it. Says whether it was still to give. */
    boolean release(Lease lease);

    /** The lease last given out under a name, whether or not it has ended. */
    Optional<Lease> find(String name);

    /** The lease last given out under each name, by name. */
    List<Lease> all();
}
