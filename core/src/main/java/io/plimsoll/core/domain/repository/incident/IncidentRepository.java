package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentTotal;
import io.plimsoll.core.domain.incident.Recovery;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What went wrong, and what came of it. Implementations are thread-safe; each call is one transaction. */
public interface IncidentRepository {
    /**
     * Stores the incidents. One with the same id is replaced whole, unless a source of a lower priority number told it: that
     * one's word counts, and a source that is not stored counts least. What was noted of recovery stays.
     */
    void upsert(Collection<Incident> incidents);

    /** Stores one incident: {@link #upsert(Collection)}. */
    default void upsert(Incident incident) {
        upsert(List.of(incident));
    }

    /** The incident with this id. */
    Optional<Incident> find(String id);

    /** Those that pass the filter, by start, newest first. */
    Page<Incident> page(IncidentFilter filter, PageRequest request);

    /** What happened to one subject, by start, newest first. */
    Page<Incident> about(String subject, PageRequest request);

    /** Those of which more is expected, by start, newest first: all but those whose recovery is settled. */
    Page<Incident> unsettled(PageRequest request);

    /** How many began in the time from ≤ start ≤ to, by type, then severity. */
    List<IncidentTotal> totals(Instant from, Instant to);

    /** Notes what came of an incident, in place of what was noted before; false if there is no such incident. */
    boolean note(Recovery recovery);

    /** What has come of incidents, by their id; those of which nothing was noted are left out. */
    Map<String, Recovery> recoveries(Collection<String> incidents);

    /** Deletes those that were seen last before {@code limit}, with their recovery, and says how many. */
    int deleteOlderThan(Instant limit);
}
