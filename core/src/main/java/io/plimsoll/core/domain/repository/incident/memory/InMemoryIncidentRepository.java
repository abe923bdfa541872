package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentTotal;
import io.plimsoll.core.domain.incident.Recovery;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentRepository;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Incidents and what came of them, by id. */
final class InMemoryIncidentRepository implements IncidentRepository {
    private static final Keyset<Incident> NEWEST_FIRST =
            Keyset.<Incident>descending().time(Incident::startedAt).text(Incident::id);

    private final ToIntFunction<String> priority;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Recovery> recoveries = new HashMap<>();

    /**
     * Without any.
     *
     * @param priority of the source with a name
     */
    InMemoryIncidentRepository(ToIntFunction<String> priority) {
        this.priority = priority;
    }

    @Override
    public synchronized void upsert(Collection<Incident> rows) {
        rows.forEach(row -> incidents.merge(
                row.id(),
                row,
                (stored, told) ->
                        priority.applyAsInt(told.source()) <= priority.applyAsInt(stored.source()) ? told : stored));
    }

    @Override
    public synchronized Optional<Incident> find(String id) {
        return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public Page<Incident> page(IncidentFilter filter, PageRequest request) {
        return page(request, filter::matches);
    }

    @Override
    public Page<Incident> about(String subject, PageRequest request) {
        return page(request, incident -> incident.subject().equals(subject));
    }

    @Override
    public Page<Incident> unsettled(PageRequest request) {
        return page(request, incident -> {
            Recovery recovery = recoveries.get(incident.id());
            return recovery == null || !recovery.status().settled();
        });
    }

    private synchronized Page<Incident> page(PageRequest request, Predicate<Incident> wanted) {
        return NEWEST_FIRST.page(incidents.values().stream().filter(wanted), request);
    }

    @Override
    public synchronized List<IncidentTotal> totals(Instant from, Instant to) {
        return incidents.values().stream()
                .filter(incident -> !incident.startedAt().isBefore(from)
                        && !incident.startedAt().isAfter(to))
                .collect(Collectors.groupingBy(
                        incident -> List.of(incident.type(), incident.severity()), Collectors.toList()))
                .values()
                .stream()
                .map(InMemoryIncidentRepository::total)
                .sorted(Comparator.comparing(IncidentTotal::type).thenComparing(IncidentTotal::severity))
                .toList();
    }

    private static IncidentTotal total(List<Incident> alike) {
        List<BigDecimal> amounts =
                alike.stream().flatMap(incident -> incident.amount().stream()).toList();
        return new IncidentTotal(
                alike.get(0).type(),
                alike.get(0).severity(),
                alike.size(),
                amounts.size(),
                amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Override
    public synchronized boolean note(Recovery recovery) {
        if (!incidents.containsKey(recovery.incident())) {
            return false;
        }
        recoveries.put(recovery.incident(), recovery);
        return true;
    }

    @Override
    public synchronized Map<String, Recovery> recoveries(Collection<String> ids) {
        return ids.stream()
                .distinct()
                .filter(recoveries::containsKey)
                .collect(Collectors.toMap(Function.identity(), recoveries::get));
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = incidents.size();
        incidents.values().removeIf(incident -> incident.lastSeenAt().isBefore(limit));
        recoveries.keySet().retainAll(incidents.keySet());
        return before - incidents.size();
    }
}
