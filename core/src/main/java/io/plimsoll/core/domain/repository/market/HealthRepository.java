package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthSample;
import java.time.Instant;
import java.util.List;

/** What health checks found, one of each check and time. Each call is one transaction. Implementations are thread-safe. */
public interface HealthRepository {
    /** Stores what each check of a report found; of the same check and time it is replaced. */
    void upsert(HealthReport report);

    /** What the newest report found, by the checks' names. */
    List<HealthSample> latest();

    /** The history of a check, newest first. */
    Page<HealthSample> page(String check, PageRequest request);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
