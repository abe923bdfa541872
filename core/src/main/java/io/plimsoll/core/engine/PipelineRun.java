package io.plimsoll.core.engine;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepStatus;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a job of several steps. A step that fails is kept with its error, and the others go on: what needs its result sees
 * that there is none. Not thread-safe: one run on one thread.
 */
public final class PipelineRun {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

    private final String id = UUID.randomUUID().toString();
    private final String name;
    private final Clock clock;
    private final Consumer<StepResult> progress;
    private final Instant started;
    private final List<StepResult> results = new ArrayList<>();

    /**
     * A run that begins now.
     *
     * @param progress is told of each step that has ended
     */
    public PipelineRun(String name, Clock clock, Consumer<StepResult> progress) {
        this.name = name;
        this.clock = clock;
        this.progress = progress;
        this.started = clock.instant();
    }

    /** Does a step; its value, or empty if it threw. Any exception is kept, one that is a bug of ours is also logged. */
    public <T> Optional<T> step(String step, Supplier<T> work) {
        Instant begin = clock.instant();
        try {
            T value = work.get();
            add(new StepResult(step, StepStatus.OK, between(begin), Optional.empty()));
            return Optional.of(value);
        } catch (RuntimeException e) {
            if (!isExpected(e)) {
                LOG.error("pipeline={} step={} state=failed", name, step, e);
            }
            add(new StepResult(step, StepStatus.FAILED, between(begin), Optional.of(describe(e))));
            return Optional.empty();
        }
    }

    /** Says that a step was left out, and why. */
    public void skip(String step, String reason) {
        add(new StepResult(step, StepStatus.SKIPPED, Duration.ZERO, Optional.of(reason)));
    }

    /** What has come of the steps so far; more may follow. Stored after each step, it tells others how far the run is. */
    public PipelineReport report() {
        return report(RunState.RUNNING);
    }

    /** What came of the steps, now that all have ended. */
    public PipelineReport end() {
        return report(RunState.ENDED);
    }

    private PipelineReport report(RunState state) {
        return new PipelineReport(id, name, state, started, between(started), results);
    }

    private void add(StepResult result) {
        results.add(result);
        progress.accept(result);
    }

    private Duration between(Instant begin) {
        return Duration.between(begin, clock.instant());
    }

    /** Errors of sources and stores are part of life. */
    private static boolean isExpected(RuntimeException e) {
        return e instanceof SourceException || e instanceof RepositoryException;
    }

    private static String describe(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
