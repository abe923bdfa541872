package io.plimsoll.core.testing.repository.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepStatus;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.monitoring.PipelineReportRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PipelineReportRepository} must do. */
public abstract class PipelineReportRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final StepResult MARKETS =
            new StepResult("markets", StepStatus.OK, Duration.ofNanos(1_000_000_001), Optional.empty());
    private static final StepResult ACCOUNT =
            new StepResult("account", StepStatus.FAILED, Duration.ofMillis(-3), Optional.of("venue: no\nanswer ✗"));
    private static final StepResult VALUE =
            new StepResult("value", StepStatus.SKIPPED, Duration.ZERO, Optional.of("no account"));

    protected abstract MonitoringStore empty();

    private static PipelineReport report(String id, RunState state, Instant started, StepResult... steps) {
        return new PipelineReport(id, "monitor", state, started, Duration.ofSeconds(61), List.of(steps));
    }

    @Test
    void save_thenFind_readsBackExactly_stepsInOrder() {
        PipelineReportRepository repository = empty().runs();
        PipelineReport report = report("run-1", RunState.ENDED, T0, VALUE, MARKETS, ACCOUNT, MARKETS);

        repository.save(report);

        assertThat(repository.find("run-1")).contains(report);
        assertThat(repository.find("run-2")).isEmpty();
    }

    @Test
    void save_stepByStep_tellsHowFarTheRunIs() {
        PipelineReportRepository repository = empty().runs();

        repository.save(report("run-1", RunState.RUNNING, T0));
        assertThat(repository.find("run-1").orElseThrow().steps()).isEmpty();
        repository.save(report("run-1", RunState.RUNNING, T0, MARKETS));
        assertThat(repository.find("run-1").orElseThrow().steps()).containsExactly(MARKETS);
        repository.save(report("run-1", RunState.ENDED, T0, MARKETS, ACCOUNT));
        repository.save(report("run-1", RunState.RUNNING, T0, MARKETS));

        assertThat(repository.find("run-1"))
                .as("an ended run does not run again")
                .contains(report("run-1", RunState.ENDED, T0, MARKETS, ACCOUNT));
    }

    @Test
    void save_shorterReport_leavesNoStepOfTheLonger() {
        PipelineReportRepository repository = empty().runs();
        repository.save(report("run-1", RunState.ENDED, T0, MARKETS, ACCOUNT, VALUE));

        repository.save(report("run-1", RunState.ENDED, T0, VALUE));

        assertThat(repository.find("run-1").orElseThrow().steps()).containsExactly(VALUE);
    }

    @Test
    void latest_isTheOneThatBeganLast_ofThatJob() {
        PipelineReportRepository repository = empty().runs();
        PipelineReport other =
                new PipelineReport("z", "cleanup", RunState.ENDED, T0.plusSeconds(9), Duration.ofSeconds(1), List.of());
        repository.save(report("b", RunState.ENDED, T0.plusSeconds(1), MARKETS));
        repository.save(report("c", RunState.ENDED, T0));
        repository.save(other);
        repository.save(report("a", RunState.ENDED, T0.plusSeconds(1)));

        assertThat(repository.latest("monitor").orElseThrow().id()).isEqualTo("b");
        assertThat(repository.latest("monitor").orElseThrow().steps()).containsExactly(MARKETS);
        assertThat(repository.latest("nothing")).isEmpty();
    }

    @Test
    void page_newestFirst_thoseOfOneMomentById_stableWhileRunsAreAdded() {
        PipelineReportRepository repository = empty().runs();
        for (String id : List.of("a", "d", "b", "e", "c")) {
            repository.save(report(id, RunState.ENDED, id.equals("e") ? T0.minusSeconds(1) : T0, ACCOUNT));
        }

        Page<PipelineReport> first = repository.page(PageRequest.first(2));
        repository.save(report("f", RunState.RUNNING, T0.plusSeconds(1)));
        Page<PipelineReport> second =
                repository.page(PageRequest.first(3).after(first.next().orElseThrow()));

        assertThat(first.items()).extracting(PipelineReport::id).containsExactly("d", "c");
        assertThat(second.items()).extracting(PipelineReport::id).containsExactly("b", "a", "e");
        assertThat(second.items()).allMatch(report -> report.steps().equals(List.of(ACCOUNT)));
        assertThat(second.next()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.page(PageRequest.first(3).after(Cursor.of("now", "a"))));
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        PipelineReportRepository repository = empty().runs();
        repository.save(report("a", RunState.ENDED, T0, MARKETS));
        repository.save(report("b", RunState.RUNNING, T0.minusMillis(1), MARKETS));

        assertThat(repository.deleteOlderThan(T0)).isEqualTo(1);

        assertThat(repository.find("a")).isPresent();
        assertThat(repository.find("b")).isEmpty();
    }
}
