package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.DeliveryKey;
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
    private static final Comparator<DeliveryTask> BY_KEY = Comparator.comparing(task -> DeliveryKey.of(task));

    private final Map<DeliveryKey, DeliveryTask> tasks = new HashMap<>();

    @Override
    public synchronized int add(Collection<DeliveryTask> rows) {
        return (int) rows.stream()
                .filter(task -> tasks.putIfAbsent(DeliveryKey.of(task), task) == null)
                .count();
    }

    @Override
    public synchronized void settle(Collection<Delivery> deliveries) {
        deliveries.stream().map(DeliveryTask::settled).forEach(task -> tasks.put(DeliveryKey.of(task), task));
    }

    @Override
    public synchronized List<DeliveryTask> claim(int limit, Instant now, Duration hold) {
        List<DeliveryTask> claimed = tasks.values().stream()
                .filter(task -> task.dueAt().filter(due -> !due.isAfter(now)).isPresent())
                .sorted(Comparator.comparing((DeliveryTask task) -> task.dueAt().orElseThrow())
                        .thenComparing(BY_KEY))
                .limit(PageRequest.first(limit).limit())
                .map(task -> task.claimed(now.plus(hold)))
                .toList();
        claimed.forEach(task -> tasks.put(DeliveryKey.of(task), task));
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
        DeliveryTask stored = tasks.get(DeliveryKey.of(claimed));
        if (stored == null || !stored.isHeldBy(claimed)) {
            return false;
        }
        tasks.put(DeliveryKey.of(next), next);
        return true;
    }

    @Override
    public synchronized Optional<DeliveryTask> find(Alert alert, String sink) {
        return Optional.ofNullable(tasks.get(DeliveryKey.of(alert, sink)));
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
        Optional<DeliveryKey> after = request.after().map(DeliveryKey::of);
        List<DeliveryTask> rows = tasks.values().stream()
                .filter(wanted)
                .filter(task -> after.isEmpty() || DeliveryKey.of(task).compareTo(after.get()) < 0)
                .sorted(BY_KEY.reversed())
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(rows, request, task -> DeliveryKey.of(task).cursor());
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
