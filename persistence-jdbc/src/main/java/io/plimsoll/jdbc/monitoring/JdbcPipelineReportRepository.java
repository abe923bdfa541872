package io.plimsoll.jdbc.monitoring;

import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.DOCUMENT;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.internal.Type.name;
import static io.plimsoll.jdbc.internal.Type.text;

import io.plimsoll.core.domain.pipeline.PipelineReport;
import io.plimsoll.core.domain.pipeline.PipelineReport.RunState;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepResult;
import io.plimsoll.core.domain.pipeline.PipelineReport.StepStatus;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.PipelineReportRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Runs in {@code pipeline_run}, keyed by their id, and their steps in {@code pipeline_step}. */
final class JdbcPipelineReportRepository implements PipelineReportRepository {
    private static final Type<String> RUN_ID = text(100);
    private static final Type<String> NAME = text(100);
    private static final Type<String> STEP = text(200);
    private static final Type<RunState> STATE = name(RunState.class);
    private static final Type<StepStatus> STATUS = name(StepStatus.class);

    private static final Table<PipelineReport> RUNS = Table.<PipelineReport>named("pipeline_run")
            .key("run_id", RUN_ID, PipelineReport::id)
            .column("name", NAME, PipelineReport::name)
            .column("state", STATE, PipelineReport::state)
            .column("started_at", TIME, PipelineReport::started)
            .column("duration_seconds", DECIMAL, report -> seconds(report.duration()))
            .build();

    private static final Table<Step> STEPS = Table.<Step>named("pipeline_step")
            .key("run_id", RUN_ID, Step::runId)
            .key("step_number", INT, Step::number)
            .column("step", STEP, step -> step.result().step())
            .column("status", STATUS, step -> step.result().status())
            .column("duration_seconds", DECIMAL, step -> seconds(step.result().duration()))
            .optional("message", DOCUMENT, step -> step.result().message())
            .build();

    private static final String SELECT = "SELECT run_id, name, state, started_at, duration_seconds FROM pipeline_run ";
    private static final RowMapper<PipelineReport> BARE = Row.mapping(row -> new PipelineReport(
            row.get("run_id", RUN_ID),
            row.get("name", NAME),
            row.get("state", STATE),
            row.get("started_at", TIME),
            duration(row.get("duration_seconds", DECIMAL)),
            List.of()));
    private static final Pages<PipelineReport> NEWEST_FIRST = Pages.of(
            SELECT,
            BARE,
            Keyset.<PipelineReport>descending().time(PipelineReport::started).text(PipelineReport::id),
            "started_at",
            "run_id");

    private final Database database;

    private record Step(String runId, int number, StepResult result) {
        static List<Step> of(PipelineReport report) {
            return IntStream.range(0, report.steps().size())
                    .mapToObj(number ->
                            new Step(report.id(), number, report.steps().get(number)))
                    .toList();
        }

        static Step of(Row row) {
            return new Step(
                    row.get("run_id", RUN_ID),
                    row.get("step_number", INT),
                    new StepResult(
                            row.get("step", STEP),
                            row.get("status", STATUS),
                            duration(row.get("duration_seconds", DECIMAL)),
                            row.find("message", DOCUMENT)));
        }
    }

    JdbcPipelineReportRepository(Database database) {
        this.database = database;
    }

    @Override
    public void save(PipelineReport report) {
        database.update("save run " + report.id() + " of " + report.name(), handle -> {
            if (report.state() == RunState.RUNNING && hasEnded(handle, report.id())) {
                return;
            }
            RUNS.upsert(handle, List.of(report));
            handle.createUpdate("DELETE FROM pipeline_step WHERE run_id = :id")
                    .bind("id", report.id())
                    .execute();
            STEPS.insert(handle, Step.of(report));
        });
    }

    private static boolean hasEnded(Handle handle, String id) {
        return handle.createQuery("SELECT state FROM pipeline_run WHERE run_id = :id FOR UPDATE")
                .bind("id", id)
                .map(Row.mapping(row -> row.get("state", STATE)))
                .findOne()
                .filter(state -> state == RunState.ENDED)
                .isPresent();
    }

    @Override
    public Optional<PipelineReport> find(String id) {
        return database.read(
                "read run " + id,
                handle -> first(
                        handle,
                        handle.createQuery(SELECT + "WHERE run_id = :id").bind("id", id)));
    }

    @Override
    public Optional<PipelineReport> latest(String name) {
        return database.read(
                "read the latest run of " + name,
                handle -> first(handle, handle.createQuery(SELECT + """
                        WHERE name = :name
                        ORDER BY name DESC, started_at DESC, run_id DESC
                        FETCH FIRST ROW ONLY
                        """).bind("name", name)));
    }

    @Override
    public Page<PipelineReport> page(PageRequest request) {
        return database.read("read a page of the runs", handle -> {
            Page<PipelineReport> page = NEWEST_FIRST.page(handle, Where.ALL, request);
            return new Page<>(withSteps(handle, page.items()), page.next());
        });
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("pipeline_run", "started_at", limit);
    }

    private static Optional<PipelineReport> first(Handle handle, Query query) {
        return withSteps(handle, query.map(BARE).list()).stream().findFirst();
    }

    private static List<PipelineReport> withSteps(Handle handle, List<PipelineReport> bare) {
        Map<String, List<StepResult>> steps = new HashMap<>();
        handle.createQuery("""
                        SELECT s.run_id, s.step_number, s.step, s.status, s.duration_seconds, s.message
                        FROM UNNEST(:ids) AS wanted (run_id)
                        JOIN pipeline_step s ON s.run_id = wanted.run_id
                        ORDER BY s.run_id, s.step_number
                        """)
                .bind("ids", ArrayParameter.of("varchar", bare, PipelineReport::id))
                .map(Row.mapping(Step::of))
                .forEach(step -> steps.computeIfAbsent(step.runId(), id -> new ArrayList<>())
                        .add(step.result()));
        return bare.stream()
                .map(run -> new PipelineReport(
                        run.id(),
                        run.name(),
                        run.state(),
                        run.started(),
                        run.duration(),
                        steps.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }

    private static Duration duration(BigDecimal seconds) {
        BigDecimal whole = BigDecimal.valueOf(seconds.longValue());
        return Duration.ofSeconds(
                seconds.longValue(), seconds.subtract(whole).movePointRight(9).longValueExact());
    }
}
