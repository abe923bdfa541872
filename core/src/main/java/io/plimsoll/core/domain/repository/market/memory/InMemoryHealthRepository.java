package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.HealthRepository;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What checks found, in sorted maps by time and name. */
final class InMemoryHealthRepository implements HealthRepository {
    private final TreeMap<Instant, TreeMap<String, HealthSample>> byTime = new TreeMap<>();

    @Override
    public synchronized void upsert(HealthReport report) {
        report.results()
                .forEach(result -> byTime.computeIfAbsent(report.time(), time -> new TreeMap<>())
                        .put(result.name(), new HealthSample(report.time(), result)));
    }

    @Override
    public synchronized List<HealthSample> latest() {
        Map.Entry<Instant, TreeMap<String, HealthSample>> newest = byTime.lastEntry();
        return newest == null ? List.of() : List.copyOf(newest.getValue().values());
    }

    @Override
    public synchronized Page<HealthSample> page(String check, PageRequest request) {
        TreeMap<Instant, HealthSample> ofCheck = new TreeMap<>();
        byTime.forEach((time, samples) -> {
            HealthSample sample = samples.get(check);
            if (sample != null) {
                ofCheck.put(time, sample);
            }
        });
        return Keysets.page(
                ofCheck.descendingMap(),
                sample -> true,
                request,
                cursor -> Keysets.time(cursor.parts(1).get(0)),
                sample -> Cursor.of(sample.time().toString()));
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        Map<Instant, TreeMap<String, HealthSample>> old = byTime.headMap(limit, false);
        int deleted = old.values().stream().mapToInt(TreeMap::size).sum();
        old.clear();
        return deleted;
    }
}
