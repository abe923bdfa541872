package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.FLAG;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.repository.keeper.CandleRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Candles in {@code keeper_candle}. */
final class JdbcCandleRepository implements CandleRepository {
    private static final Type<String> NAME = Type.text(60);
    private static final Type<String> SPAN = Type.text(3);
    /** Rows that the driver brings at a time while minutes are joined. */
    private static final int FETCH = 5_000;

    private record Stored(String source, MarketCandle candle) {}

    private static final Table<Stored> CANDLES = Table.<Stored>named("keeper_candle")
            .key("source", NAME, Stored::source)
            .key("coin", NAME, stored -> stored.candle().coin())
            .key("span", SPAN, stored -> stored.candle().interval().code())
            .key("start_at", TIME, stored -> stored.candle().start())
            .column("open", DECIMAL, stored -> stored.candle().open())
            .column("high", DECIMAL, stored -> stored.candle().high())
            .column("low", DECIMAL, stored -> stored.candle().low())
            .column("close", DECIMAL, stored -> stored.candle().close())
            .column("volume", DECIMAL, stored -> stored.candle().volume())
            .column("trades", LONG, stored -> stored.candle().trades())
            .column("complete", FLAG, stored -> stored.candle().complete())
            .build();

    private static final String SELECT = """
            SELECT coin, span, start_at, open, high, low, close, volume, trades, complete
            FROM keeper_candle
            WHERE source = :source AND coin = :coin AND span = :span
            """;

    private final Database database;

    JdbcCandleRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(String source, Collection<MarketCandle> candles) {
        database.update("save the candles", handle -> upsert(handle, source, candles));
    }

    private static void upsert(Handle handle, String source, Collection<MarketCandle> candles) {
        CANDLES.upsert(
                handle,
                candles.stream().map(candle -> new Stored(source, candle)).toList());
    }

    @Override
    public int buildFromMinutes(String source, String coin, Set<CandleInterval> intervals, Instant from, Instant to) {
        intervals.forEach(CandleRepository::requireLongerThanMinute);
        if (!from.isBefore(to)) {
            return 0;
        }
        return database.write("build candles", handle -> {
            int stored = 0;
            for (CandleInterval interval : intervals) {
                stored += build(handle, source, coin, interval, from, to);
            }
            return stored;
        });
    }

    private static int build(
            Handle handle, String source, String coin, CandleInterval interval, Instant from, Instant to) {
        Instant start = interval.start(from);
        Instant end = interval.end(to.minusNanos(1));
        Map<Instant, Long> known = range(handle, source, coin, interval, start, end)
                .map(Row.mapping(JdbcCandleRepository::candle))
                .collect(Collectors.toMap(MarketCandle::start, MarketCandle::trades));
        List<MarketCandle> built = new ArrayList<>();
        try (Stream<MarketCandle> minutes = range(handle, source, coin, CandleInterval.ONE_MINUTE, start, end)
                .setFetchSize(FETCH)
                .map(Row.mapping(JdbcCandleRepository::candle))
                .stream()) {
            List<MarketCandle> group = new ArrayList<>();
            for (Iterator<MarketCandle> each = minutes.iterator(); each.hasNext(); ) {
                MarketCandle minute = each.next();
                if (!group.isEmpty()
                        && !minute.start().isBefore(interval.end(group.get(0).start()))) {
                    built.addAll(MarketCandle.joinAll(interval, group, to));
                    group.clear();
                }
                group.add(minute);
            }
            built.addAll(MarketCandle.joinAll(interval, group, to));
        }
        built.removeIf(candle -> known.getOrDefault(candle.start(), 0L) > candle.trades());
        upsert(handle, source, built);
        return built.size();
    }

    private static Query range(
            Handle handle, String source, String coin, CandleInterval interval, Instant from, Instant to) {
        return of(
                        handle,
                        SELECT + " AND start_at >= :from AND start_at < :to ORDER BY start_at",
                        source,
                        coin,
                        interval)
                .bind("from", from)
                .bind("to", to);
    }

    private static Query of(Handle handle, String sql, String source, String coin, CandleInterval interval) {
        return handle.createQuery(sql).bind("source", source).bind("coin", coin).bind("span", interval.code());
    }

    @Override
    public Optional<MarketCandle> latest(String source, String coin, CandleInterval interval) {
        return database.read(
                "read the latest candle",
                handle -> of(
                                handle,
                                SELECT
                                        + " ORDER BY source DESC, coin DESC, span DESC, start_at DESC FETCH FIRST ROW ONLY",
                                source,
                                coin,
                                interval)
                        .map(Row.mapping(JdbcCandleRepository::candle))
                        .findOne());
    }

    @Override
    public List<MarketCandle> between(String source, String coin, CandleInterval interval, Instant from, Instant to) {
        return database.read(
                "read the candles",
                handle -> of(
                                handle,
                                SELECT + " AND start_at BETWEEN :from AND :to ORDER BY start_at",
                                source,
                                coin,
                                interval)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcCandleRepository::candle))
                        .list());
    }

    @Override
    public int deleteOlderThan(CandleInterval interval, Instant limit) {
        return database.deleteOlderThan("keeper_candle", "start_at", limit, "span", interval.code());
    }

    private static MarketCandle candle(Row row) {
        return new MarketCandle(
                row.get("coin", NAME),
                CandleInterval.parse(row.get("span", SPAN)),
                row.get("start_at", TIME),
                row.get("open", DECIMAL),
                row.get("high", DECIMAL),
                row.get("low", DECIMAL),
                row.get("close", DECIMAL),
                row.get("volume", DECIMAL),
                row.get("trades", LONG),
                row.get("complete", FLAG));
    }
}
