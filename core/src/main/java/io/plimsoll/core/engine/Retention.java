package io.plimsoll.core.engine;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Deletes what has been kept for long enough, table by table. A table that fails does not keep the others from their turn; what was
 * left is deleted by the next run. Thread-safe; a run on a schedule is a {@link io.plimsoll.core.kit.runtime.PeriodicTask}'s.
 */
public final class Retention {
    /** What a run is called in its report. */
    public static final String NAME = "retention";

    private final List<Rule> rules;
    private final Clock clock;

    /**
     * How long something is kept.
     *
     * @param name of the table or what is in it; unique within a retention
     * @param keep for how long; positive
     * @param delete deletes all before a time and says how many, such as {@code trades::deleteOlderThan}
     */
    public record Rule(String name, Duration keep, ToIntFunction<Instant> delete) {
        public Rule {
            if (keep.isNegative() || keep.isZero()) {
                throw new IllegalArgumentException("keep of " + name + " must be > 0, got " + keep);
            }
        }
    }

    /**
     * What a run did.
     *
     * @param run how each rule went; a step is named after its rule
     * @param deleted how many rows, by rule, in the order of the rules; none for a rule that failed
     */
    public record Report(PipelineReport run, Map<String, Integer> deleted) {
        public Report {
            deleted = Collections.unmodifiableMap(new LinkedHashMap<>(deleted));
        }
    }

    /**
     * A retention of these rules.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public Retention(List<Rule> rules, Clock clock) {
        this.rules = List.copyOf(rules);
        this.clock = clock;
        if (this.rules.stream().map(Rule::name).distinct().count() < this.rules.size()) {
            throw new IllegalArgumentException("rules must have different names, got "
                    + this.rules.stream().map(Rule::name).toList());
        }
    }

    /**
     * Deletes what was kept for long enough when the run began.
     *
     * @param progress is told of each rule that was applied
     */
    public Report run(Consumer<StepResult> progress) {
        PipelineRun run = new PipelineRun(NAME, clock, progress);
        Instant now = clock.instant();
        Map<String, Integer> deleted = new LinkedHashMap<>();
        for (Rule rule : rules) {
            run.step(rule.name(), () -> rule.delete().applyAsInt(now.minus(rule.keep())))
                    .ifPresent(rows -> deleted.put(rule.name(), rows));
        }
        return new Report(run.end(), deleted);
    }
}
