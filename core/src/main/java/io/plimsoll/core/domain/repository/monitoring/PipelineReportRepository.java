package io.plimsoll.core.domain.repository.monitoring;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.Instant;
import java.util.Optional;

/** The runs of jobs and their steps. Implementations are thread-safe; each call is one transaction. */
public interface PipelineReportRepository {
    /** Stores the report in place of an earlier one of the same run, steps and all. An ended run does not become a running one. */
    void save(PipelineReport report);

    /** What has come of a run. */
    Optional<PipelineReport> find(String id);

    /** The run of a job that began last; of those that began at once the one with the highest id. */
    Optional<PipelineReport> latest(String name);

    /** All runs, those that began last first, a part at a time. */
    Page<PipelineReport> page(PageRequest request);

    /** Deletes runs that began before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
