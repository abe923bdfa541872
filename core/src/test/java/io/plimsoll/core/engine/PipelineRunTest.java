package io.plimsoll.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepStatus;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineRunTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final List<StepResult> progress = new ArrayList<>();
    private final PipelineRun run = new PipelineRun("monitor", clock, progress::add);

    @Test
    void steps_failAlone_andAreTimed() {
        Optional<Integer> markets = run.step("markets", () -> {
            clock.advance(Duration.ofSeconds(2));
            return 7;
        });
        Optional<String> account = run.step("account", () -> {
            throw new NotFound("venue", "no account");
        });
        Optional<String> bug = run.step("bug", () -> {
            throw new IllegalStateException();
        });
        run.skip("value", "no account");

        PipelineReport report = run.end();

        assertThat(markets).contains(7);
        assertThat(account).isEmpty();
        assertThat(bug).isEmpty();
        assertThat(report.isWhole()).isFalse();
        assertThat(report.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(report.steps())
                .containsExactly(
                        new StepResult("markets", StepStatus.OK, Duration.ofSeconds(2), Optional.empty()),
                        new StepResult("account", StepStatus.FAILED, Duration.ZERO, Optional.of("venue: no account")),
                        new StepResult("bug", StepStatus.FAILED, Duration.ZERO, Optional.of("IllegalStateException")),
                        new StepResult("value", StepStatus.SKIPPED, Duration.ZERO, Optional.of("no account")))
                .isEqualTo(progress);
    }

    @Test
    void allDone_isWhole() {
        run.step("only", () -> 1);

        assertThat(run.report().state()).isEqualTo(RunState.RUNNING);
        assertThat(run.report().isWhole()).as("steps may follow").isFalse();
        assertThat(run.end().isWhole()).isTrue();
        assertThat(run.end().id()).isEqualTo(run.report().id());
    }
}
