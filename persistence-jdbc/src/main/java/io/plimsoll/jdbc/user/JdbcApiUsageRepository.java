package io.plimsoll.jdbc.user;

import io.plimsoll.core.domain.repository.user.ApiUsageRepository;
import io.plimsoll.core.domain.user.ApiUsage;
import io.plimsoll.core.domain.user.UsageTotal;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/** Usage in {@code api_usage}, keyed by (address, hour_start, endpoint, instance). */
final class JdbcApiUsageRepository implements ApiUsageRepository {
    private static final Type<String> ENDPOINT = Type.text(200);
    private static final Table<ApiUsage> USAGE = Table.<ApiUsage>named("api_usage")
            .key("address", Type.ADDRESS, ApiUsage::user)
            .key("hour_start", Type.TIME, ApiUsage::hour)
            .key("endpoint", ENDPOINT, ApiUsage::endpoint)
            .key("instance", Type.text(60), ApiUsage::instance)
            .column("requests", Type.LONG, ApiUsage::requests)
            .column("failures", Type.LONG, ApiUsage::failures)
            .column("time_nanos", Type.LONG, usage -> usage.timeSpent().toNanos())
            .build();
    private static final String SUMS = """
            SELECT endpoint, SUM(requests) AS requests, SUM(failures) AS failures, SUM(time_nanos) AS time_nanos
            FROM api_usage
            """;
    private static final String BY_ENDPOINT = " GROUP BY endpoint ORDER BY 2 DESC, endpoint";
    private static final RowMapper<UsageTotal> TOTAL = Row.mapping(row -> new UsageTotal(
            row.get("endpoint", ENDPOINT),
            row.get("requests", Type.DECIMAL).longValueExact(),
            row.get("failures", Type.DECIMAL).longValueExact(),
            nanos(row.get("time_nanos", Type.DECIMAL))));
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private final Database database;

    JdbcApiUsageRepository(Database database) {
        this.database = database;
    }

    private static Duration nanos(BigDecimal sum) {
        BigDecimal[] seconds = sum.divideAndRemainder(NANOS_PER_SECOND);
        return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
    }

    @Override
    public void upsert(Collection<ApiUsage> usage) {
        database.update("save the usage", handle -> USAGE.upsert(handle, usage));
    }

    @Override
    public List<UsageTotal> totals(Address user, Instant from, Instant to) {
        return database.read(
                "read the usage of " + user,
                handle -> handle.createQuery(
                                SUMS + " WHERE address = :user AND hour_start BETWEEN :from AND :to" + BY_ENDPOINT)
                        .bind("user", user)
                        .bind("from", from)
                        .bind("to", to)
                        .map(TOTAL)
                        .list());
    }

    @Override
    public List<UsageTotal> totals(Instant from, Instant to) {
        return database.read(
                "read the usage",
                handle -> handle.createQuery(SUMS + " WHERE hour_start BETWEEN :from AND :to" + BY_ENDPOINT)
                        .bind("from", from)
                        .bind("to", to)
                        .map(TOTAL)
                        .list());
    }

    @Override
    public long requests(Address user, Instant from, Instant to) {
        return database.read(
                "count the requests of " + user,
                handle -> handle.createQuery("""
                                SELECT COALESCE(SUM(requests), 0) FROM api_usage
                                WHERE address = :user AND hour_start BETWEEN :from AND :to
                                """)
                        .bind("user", user)
                        .bind("from", from)
                        .bind("to", to)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("api_usage", "hour_start", limit);
    }
}
