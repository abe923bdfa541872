package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.HealthRepository;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What checks found, in sorted maps by time and name. */
final class InMemoryHealthRepository implements HealthRepository {
    private static final Keyset<HealthSample> NEWEST_FIRST =
            Keyset.<HealthSample>descending().time(HealthSample::time);

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
        return NEWEST_FIRST.page(
                byTime.values().stream().flatMap(samples -> Optional.ofNullable(samples.get(check)).stream()), request);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        Map<Instant, TreeMap<String, HealthSample>> old = byTime.headMap(limit, false);
        int deleted = old.values().stream().mapToInt(TreeMap::size).sum();
        old.clear();
        return deleted;
    }
}
