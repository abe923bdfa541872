package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.HealthRepository;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthSample;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What checks found in {@code health_sample}, keyed by (check_name, checked_at). */
final class JdbcHealthRepository implements HealthRepository {
    private static final Type<String> NAME = Type.text(200);

    private static final Table<HealthSample> SAMPLES = Table.<HealthSample>named("health_sample")
            .key("check_name", NAME, sample -> sample.result().name())
            .key("checked_at", Type.TIME, HealthSample::time)
            .column("critical", Type.FLAG, sample -> sample.result().critical())
            .column("healthy", Type.FLAG, sample -> sample.result().healthy())
            .column("detail", Type.DOCUMENT, sample -> sample.result().detail())
            .column(
                    "latency_nano",
                    Type.LONG,
                    sample -> sample.result().latency().toNanos())
            .build();

    private static final String SELECT =
            "SELECT check_name, checked_at, critical, healthy, detail, latency_nano FROM health_sample ";

    private static final Pages<HealthSample> NEWEST_FIRST = Pages.of(
            SELECT,
            Row.mapping(JdbcHealthRepository::sample),
            Keyset.<HealthSample>descending().time(HealthSample::time),
            "checked_at");

    private final Database database;

    JdbcHealthRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(HealthReport report) {
        List<HealthSample> samples = report.results().stream()
                .map(result -> new HealthSample(report.time(), result))
                .toList();
        database.update("save the health report", handle -> SAMPLES.upsert(handle, samples));
    }

    @Override
    public List<HealthSample> latest() {
        return database.read(
                "read the latest health report",
                handle -> handle.createQuery(SELECT + """
                        WHERE checked_at = (SELECT MAX(checked_at) FROM health_sample)
                        ORDER BY checked_at, check_name
                        """)
                        .map(Row.mapping(JdbcHealthRepository::sample))
                        .list());
    }

    @Override
    public Page<HealthSample> page(String check, PageRequest request) {
        return database.read(
                "read the history of a health check",
                handle -> NEWEST_FIRST.page(handle, Where.is("check_name", check), request));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("health_sample", "checked_at", limit);
    }

    private static HealthSample sample(Row row) {
        return new HealthSample(
                row.get("checked_at", Type.TIME),
                new HealthReport.Result(
                        row.get("check_name", NAME),
                        row.get("critical", Type.FLAG),
                        row.get("healthy", Type.FLAG),
                        row.get("detail", Type.DOCUMENT),
                        Duration.ofNanos(row.get("latency_nano", Type.LONG))));
    }
}
