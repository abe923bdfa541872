package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.PipelineReportRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports by the id of their run. */
final class InMemoryPipelineReportRepository implements PipelineReportRepository {
    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::startedMicros).thenComparing(Key::id);

    private final Map<String, PipelineReport> reports = new HashMap<>();

    private record Key(long startedMicros, String id) {
        static Key of(PipelineReport report) {
            return new Key(ChronoUnit.MICROS.between(Instant.EPOCH, report.started()), report.id());
        }

        static Key of(Cursor cursor) {
            List<String> parts = cursor.parts(2);
            return new Key(Long.parseLong(parts.get(0)), parts.get(1));
        }

        Cursor cursor() {
            return Cursor.of(Long.toString(startedMicros), id);
        }
    }

    @Override
    public synchronized void save(PipelineReport report) {
        PipelineReport stored = reports.get(report.id());
        if (stored == null || stored.state() == RunState.RUNNING || report.state() == RunState.ENDED) {
            reports.put(report.id(), report);
        }
    }

    @Override
    public synchronized Optional<PipelineReport> find(String id) {
        return Optional.ofNullable(reports.get(id));
    }

    @Override
    public synchronized Optional<PipelineReport> latest(String name) {
        return newestFirst().filter(report -> report.name().equals(name)).findFirst();
    }

    @Override
    public synchronized Page<PipelineReport> page(PageRequest request) {
        Optional<Key> after = request.after().map(Key::of);
        List<PipelineReport> rows = newestFirst()
                .filter(report ->
                        after.map(key -> ORDER.compare(Key.of(report), key) < 0).orElse(true))
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(rows, request, report -> Key.of(report).cursor());
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = reports.size();
        reports.values().removeIf(report -> report.started().isBefore(limit));
        return before - reports.size();
    }

    private Stream<PipelineReport> newestFirst() {
        return reports.values().stream()
                .sorted(Comparator.comparing((PipelineReport report) -> Key.of(report), ORDER)
                        .reversed());
    }
}
