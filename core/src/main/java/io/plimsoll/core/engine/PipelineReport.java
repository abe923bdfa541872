package io.plimsoll.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a {@link PipelineRun}.
 *
 * @param name of the job
 * @param started when
 * @param duration of the whole
 * @param steps in the order they ended
 */
public record PipelineReport(String name, Instant started, Duration duration, List<StepResult> steps) {
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
     * @param step its name
     * @param status what came of it
     * @param duration how long it took
     * @param message why it failed or was left out; empty if it was done
     */
    public record StepResult(String step, StepStatus status, Duration duration, Optional<String> message) {}

    public PipelineReport {
        steps = List.copyOf(steps);
    }

    /** Every step was done. */
    public boolean isWhole() {
        return steps.stream().allMatch(step -> step.status() == StepStatus.OK);
    }
}
