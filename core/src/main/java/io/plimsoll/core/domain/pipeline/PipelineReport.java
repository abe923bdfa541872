package io.plimsoll.core.domain.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has come of one run of a job.
 *
 * @param id of the run, its identity; at most 100 characters
 * @param name of the job; at most 100 characters
 * @param state whether more steps may follow
 * @param started when
 * @param duration of the whole so far; not negative
 * @param steps in the order they ended
 */
public record PipelineReport(
        String id, String name, RunState state, Instant started, Duration duration, List<StepResult> steps) {
    /** How far a run is. */
    public enum RunState {
        /** More steps may follow. A run whose process died stays so. */
        RUNNING,
        /** All steps are listed. */
        ENDED
    }

    /** What came of a step. */
    public enum StepStatus {
        /** Done. */
        OK,
        /** Tried, not done. */
        FAILED,
        /** Not tried. */
        SKIPPED
    }

    /**
     * A step that has ended.
     *
     * @param step its name; at most 200 characters
     * @param status what came of it
     * @param duration how long it took; not negative
     * @param message why it failed or was left out; empty if it was done
     */
    public record StepResult(String step, StepStatus status, Duration duration, Optional<String> message) {}

    public PipelineReport {
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a run must have an id and a name, got '" + id + "' and '" + name + "'");
        }
        steps = List.copyOf(steps);
    }

    /** The run has ended, and every step was done. */
    public boolean isWhole() {
        return state == RunState.ENDED && steps.stream().allMatch(step -> step.status() == StepStatus.OK);
    }
}
