package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.PipelineReportRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reports by the id of their run. */
final class InMemoryPipelineReportRepository implements PipelineReportRepository {
    private static final Keyset<PipelineReport> NEWEST_FIRST =
            Keyset.<PipelineReport>descending().time(PipelineReport::started).text(PipelineReport::id);

    private final Map<String, PipelineReport> reports = new HashMap<>();

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
        return reports.values().stream()
                .filter(report -> report.name().equals(name))
                .min(NEWEST_FIRST.order());
    }

    @Override
    public synchronized Page<PipelineReport> page(PageRequest request) {
        return NEWEST_FIRST.page(reports.values().stream(), request);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = reports.size();
        reports.values().removeIf(report -> report.started().isBefore(limit));
        return before - reports.size();
    }
}
