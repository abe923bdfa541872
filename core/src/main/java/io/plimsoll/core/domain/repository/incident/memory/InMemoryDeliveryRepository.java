package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.DeliveryRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Deliveries by alert and sink. */
final class InMemoryDeliveryRepository implements DeliveryRepository {
    private static final Keyset<DeliveryTask> OLDEST_FIRST = Keyset.<DeliveryTask>ascending()
            .time(task -> task.alert().time())
            .text(task -> task.alert().key())
            .text(DeliveryTask::sink);

    private final Map<Key, DeliveryTask> tasks = new HashMap<>();

    private record Key(Instant time, String alert, String sink) {
        static Key of(Alert alert, String sink) {
            return new Key(alert.time(), alert.key(), sink);
        }

        static Key of(DeliveryTask task) {
            return of(task.alert(), task.sink());
        }
    }

    @Override
    public synchronized int add(Collection<DeliveryTask> rows) {
        return (int) rows.stream()
                .filter(task -> tasks.putIfAbsent(Key.of(task), task) == null)
                .count();
    }

    @Override
    public synchronized void settle(Collection<Delivery> deliveries) {
        deliveries.stream().map(DeliveryTask::settled).forEach(task -> tasks.put(Key.of(task), task));
    }

    @Override
    public synchronized List<DeliveryTask> claim(int limit, Instant now, Duration hold) {
        List<DeliveryTask> claimed = tasks.values().stream()
                .filter(task -> task.dueAt().filter(due -> !due.isAfter(now)).isPresent())
                .sorted(Comparator.comparing((DeliveryTask task) -> task.dueAt().orElseThrow())
                        .thenComparing(OLDEST_FIRST.order()))
                .limit(PageRequest.first(limit).limit())
                .map(task -> task.claimed(now.plus(hold)))
                .toList();
        claimed.forEach(task -> tasks.put(Key.of(task), task));
        return claimed;
    }

    @Override
    public boolean sent(DeliveryTask claimed, Instant at) {
        return replace(claimed, claimed.sent(at));
    }

    @Override
    public boolean failed(DeliveryTask claimed, String reason, Instant at) {
        return replace(claimed, claimed.failed(reason, at));
    }

    @Override
    public boolean retry(DeliveryTask claimed, String reason, Instant again) {
        return replace(claimed, claimed.retrying(reason, again));
    }

    private synchronized boolean replace(DeliveryTask claimed, DeliveryTask next) {
        DeliveryTask stored = tasks.get(Key.of(claimed));
        if (stored == null || !stored.isHeldBy(claimed)) {
            return false;
        }
        tasks.put(Key.of(next), next);
        return true;
    }

    @Override
    public synchronized Optional<DeliveryTask> find(Alert alert, String sink) {
        return Optional.ofNullable(tasks.get(Key.of(alert, sink)));
    }

    @Override
    public Page<DeliveryTask> page(PageRequest request) {
        return page(request, task -> true);
    }

    @Override
    public Page<DeliveryTask> page(DeliveryState state, PageRequest request) {
        return page(request, task -> task.state() == state);
    }

    private synchronized Page<DeliveryTask> page(PageRequest request, Predicate<DeliveryTask> wanted) {
        return OLDEST_FIRST.reversed().page(tasks.values().stream().filter(wanted), request);
    }

    @Override
    public synchronized Map<DeliveryState, Long> countByState() {
        Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
        tasks.values().forEach(task -> counts.merge(task.state(), 1L, Long::sum));
        return counts;
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = tasks.size();
        tasks.values()
                .removeIf(task ->
                        task.settledAt().filter(at -> at.isBefore(limit)).isPresent());
        return before - tasks.size();
    }
}
