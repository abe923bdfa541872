package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.TradeSummary;
import io.plimsoll.core.domain.repository.market.TradeSummaryRepository;
import io.plimsoll.jdbc.internal.Database;
import java.time.Instant;
import java.util.List;

/** Hours in {@code trade_hour} and days in {@code trade_day}, each keyed by (coin, starts_at). */
final class JdbcTradeSummaryRepository implements TradeSummaryRepository {
    private final Database database;
    private final RollUp rollUp;

    JdbcTradeSummaryRepository(Database database, RollUp rollUp) {
        this.database = database;
        this.rollUp = rollUp;
    }

    @Override
    public int rollUp(Instant until) {
        return rollUp.rollUp(until);
    }

    @Override
    public List<TradeSummary> hours(String coin, Instant from, Instant to) {
        return between(CandleInterval.ONE_HOUR, coin, from, to);
    }

    @Override
    public List<TradeSummary> days(String coin, Instant from, Instant to) {
        return between(CandleInterval.ONE_DAY, coin, from, to);
    }

    @Override
    public int deleteHoursOlderThan(Instant limit) {
        return rollUp.deleteHours(limit);
    }

    @Override
    public int deleteDaysOlderThan(Instant limit) {
        return database.deleteOlderThan("trade_day", "starts_at", limit);
    }

    private List<TradeSummary> between(CandleInterval span, String coin, Instant from, Instant to) {
        return database.read("read the summaries of " + coin, handle -> RollUp.between(handle, span, coin, from, to));
    }
}
