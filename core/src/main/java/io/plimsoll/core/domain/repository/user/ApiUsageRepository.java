package io.plimsoll.core.domain.repository.user;

import io.plimsoll.core.domain.user.ApiUsage;
import io.plimsoll.core.domain.user.UsageTotal;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What is asked for, by the hour. Implementations are thread-safe; each call is one transaction. */
public interface ApiUsageRepository {
    /** Stores the totals; those of the same user, endpoint, hour and program are replaced. */
    void upsert(Collection<ApiUsage> usage);

    /** What a user asked for in the hours with from ≤ hour ≤ to, by endpoint, most requests first. */
    List<UsageTotal> totals(Address user, Instant from, Instant to);

    /** What all users asked for in the hours with from ≤ hour ≤ to, by endpoint, most requests first. */
    List<UsageTotal> totals(Instant from, Instant to);

    /** How many requests a user made in the hours with from ≤ hour ≤ to. */
    long requests(Address user, Instant from, Instant to);

    /** Deletes the hours before {@code limit}, and says how many rows that were. */
    int deleteOlderThan(Instant limit);
}
