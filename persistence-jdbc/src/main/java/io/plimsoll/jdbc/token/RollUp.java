package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.DATE;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.HourlyActivity;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Rolls up the transfers and payments of one token within one transaction. The database counts and sums; totals and weeks are
 * made of its answers here.
 */
final class RollUp {
    static final Series<LocalDate, DailyActivity> DAYS_READ =
            Series.byDay("""
            SELECT activity_day, transfers, amount, total_transfers, total_amount, active_wallets, new_wallets, total_wallets
            FROM token_day""", "activity_day", RollUp::day, DailyActivity::day);

    static final Series<Instant, HourlyActivity> HOURS_READ = Series.byTime(
            "SELECT starts_at, transfers, amount, active_wallets FROM token_hour",
            "starts_at",
            (token, hour, row) -> new HourlyActivity(
                    token,
                    hour,
                    row.get("transfers", LONG),
                    row.get("amount", AMOUNT),
                    row.get("active_wallets", LONG)),
            HourlyActivity::hour);

    static final Series<LocalDate, WeeklyPayments> WEEKS_READ = Series.byDay(
            "SELECT monday, payments, amount FROM token_week",
            "monday",
            (token, monday, row) ->
                    new WeeklyPayments(token, monday, row.get("payments", LONG), row.get("amount", AMOUNT)),
            WeeklyPayments::week);

    private static final Table<DailyActivity> DAYS = Table.<DailyActivity>named("token_day")
            .key("chain_id", CHAIN, day -> day.token().chain())
            .key("token", ADDRESS, day -> day.token().contract())
            .key("activity_day", DATE, DailyActivity::day)
            .column("transfers", LONG, DailyActivity::transfers)
            .column("amount", AMOUNT, DailyActivity::amount)
            .column("total_transfers", LONG, DailyActivity::totalTransfers)
            .column("total_amount", AMOUNT, DailyActivity::totalAmount)
            .column("active_wallets", LONG, DailyActivity::activeWallets)
            .column("new_wallets", LONG, DailyActivity::newWallets)
            .column("total_wallets", LONG, DailyActivity::totalWallets)
            .build();

    private static final Table<HourlyActivity> HOURS = Table.<HourlyActivity>named("token_hour")
            .key("chain_id", CHAIN, hour -> hour.token().chain())
            .key("token", ADDRESS, hour -> hour.token().contract())
            .key("starts_at", TIME, HourlyActivity::hour)
            .column("transfers", LONG, HourlyActivity::transfers)
            .column("amount", AMOUNT, HourlyActivity::amount)
            .column("active_wallets", LONG, HourlyActivity::activeWallets)
            .build();

    private static final Table<WeeklyPayments> WEEKS = Table.<WeeklyPayments>named("token_week")
            .key("chain_id", CHAIN, week -> week.token().chain())
            .key("token", ADDRESS, week -> week.token().contract())
            .key("monday", DATE, WeeklyPayments::week)
            .column("payments", LONG, WeeklyPayments::payments)
            .column("amount", AMOUNT, WeeklyPayments::amount)
            .build();

    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;
    /** More in one statement would run into its time limit, and H2 has in memory all wallets that it counts. */
    private static final int DAYS_AT_ONCE = 7;

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** How many of something there were, and how much in all. */
    private record Sum(long count, BigInteger amount) {
        private static final Sum NONE = new Sum(0, BigInteger.ZERO);

        Sum plus(Sum other) {
            return new Sum(count + other.count, amount.add(other.amount));
        }
    }

    private final Handle handle;
    private final TokenId token;

    RollUp(Handle handle, TokenId token) {
        this.handle = handle;
        this.token = token;
    }

    /** The day before the newest one: where a roll-up begins unless it is told. */
    LocalDate openDay() {
        return DAYS_READ
                .newest(handle, token, "<=", LAST_DAY)
                .map(newest -> newest.day().minusDays(1))
                .orElse(LocalDate.EPOCH);
    }

    /** The week before the newest one: where a roll-up begins unless it is told. */
    LocalDate openWeek() {
        return WEEKS_READ
                .newest(handle, token, "<=", LAST_DAY)
                .map(newest -> newest.week().minusWeeks(1))
                .orElse(LocalDate.EPOCH);
    }

    /** Makes everything that comes of transfers anew, from a day on. */
    void days(LocalDate first) {
        delete("token_day", "activity_day", first);
        delete("token_hour", "starts_at", start(first));
        delete("token_wallet", "first_seen", start(first));
        Optional<LocalDate> oldest = dayOfFirst("chain_id DESC, token DESC, block_time", first);
        Optional<LocalDate> newest = dayOfFirst("chain_id, token, block_time DESC", first);
        if (oldest.isPresent() && newest.isPresent()) {
            for (LocalDate from = oldest.get(); !from.isAfter(newest.get()); from = from.plusDays(DAYS_AT_ONCE)) {
                days(from, from.plusDays(DAYS_AT_ONCE));
            }
        }
    }

    private void days(LocalDate from, LocalDate to) {
        addWallets(from, to);
        Map<Long, Sum> sums = sums("transfer", HOUR, " AND sender <> :zero AND recipient <> :zero", from, to);
        Map<LocalDate, Sum> daily = new HashMap<>();
        List<HourlyActivity> hours = new ArrayList<>();
        activeWallets(HOUR, from, to).forEach((number, active) -> {
            Instant hour = Instant.ofEpochSecond(number * HOUR);
            Sum sum = sums.getOrDefault(number, Sum.NONE);
            hours.add(new HourlyActivity(token, hour, sum.count(), sum.amount(), active));
            daily.merge(hour.atOffset(ZoneOffset.UTC).toLocalDate(), sum, Sum::plus);
        });
        HOURS.upsert(handle, hours);
        DAYS.upsert(handle, days(from, to, daily));
    }

    private List<DailyActivity> days(LocalDate from, LocalDate to, Map<LocalDate, Sum> sums) {
        Optional<DailyActivity> before = DAYS_READ.newest(handle, token, "<", from);
        Sum total = before.map(day -> new Sum(day.totalTransfers(), day.totalAmount()))
                .orElse(Sum.NONE);
        long totalWallets = before.map(DailyActivity::totalWallets).orElse(0L);
        Map<Long, Long> newWallets = newWallets(from, to);
        List<DailyActivity> days = new ArrayList<>();
        for (Map.Entry<Long, Long> active : activeWallets(DAY, from, to).entrySet()) {
            LocalDate day = LocalDate.ofEpochDay(active.getKey());
            Sum sum = sums.getOrDefault(day, Sum.NONE);
            // transfers may have been orphaned since their wallets were added: the next roll-up counts these days again
            long newcomers = Math.min(newWallets.getOrDefault(active.getKey(), 0L), active.getValue());
            total = total.plus(sum);
            totalWallets += newcomers;
            days.add(new DailyActivity(
                    token,
                    day,
                    sum.count(),
                    sum.amount(),
                    total.count(),
                    total.amount(),
                    active.getValue(),
                    newcomers,
                    totalWallets));
        }
        return days;
    }

    /** Makes the weeks anew, from a Monday on. */
    void weeks(LocalDate monday) {
        delete("token_week", "monday", monday);
        TreeMap<LocalDate, Sum> weeks = new TreeMap<>();
        sums("token_payment", DAY, "", monday, LAST_DAY)
                .forEach((day, sum) -> weeks.merge(WeeklyPayments.weekOf(LocalDate.ofEpochDay(day)), sum, Sum::plus));
        List<WeeklyPayments> rows = new ArrayList<>();
        weeks.forEach((week, sum) -> rows.add(new WeeklyPayments(token, week, sum.count(), sum.amount())));
        WEEKS.upsert(handle, rows);
    }

    private void addWallets(LocalDate from, LocalDate to) {
        range(handle.createUpdate("""
                INSERT INTO token_wallet (chain_id, token, wallet, first_seen)
                SELECT active.chain_id, active.token, active.wallet, active.first_seen
                FROM (
                  SELECT chain_id, token, wallet, MIN(block_time) AS first_seen
                  FROM (
                    SELECT chain_id, token, sender AS wallet, block_time FROM transfer
                    WHERE chain_id = :chain AND token = :token AND block_time >= :from AND block_time < :to
                    UNION ALL
                    SELECT chain_id, token, recipient AS wallet, block_time FROM transfer
                    WHERE chain_id = :chain AND token = :token AND block_time >= :from AND block_time < :to
                  ) sides
                  WHERE wallet <> :zero
                  GROUP BY chain_id, token, wallet
                ) active
                WHERE NOT EXISTS (
                  SELECT 1 FROM token_wallet seen
                  WHERE seen.chain_id = active.chain_id AND seen.token = active.token AND seen.wallet = active.wallet)
                """), from, to).bind("zero", Address.ZERO).execute();
    }

    /** Count and sum by number of the hour or day since 1970. */
    private Map<Long, Sum> sums(String table, int seconds, String condition, LocalDate from, LocalDate to) {
        Query query = range(
                handle.createQuery("SELECT slot, COUNT(*) AS rows, SUM(amount) AS amount FROM (SELECT "
                        + slot("block_time", seconds) + " AS slot, amount FROM " + table
                        + " WHERE chain_id = :chain AND token = :token AND block_time >= :from AND block_time < :to"
                        + condition
                        + ") slots GROUP BY slot"),
                from,
                to);
        if (!condition.isEmpty()) {
            query.bind("zero", Address.ZERO);
        }
        Map<Long, Sum> sums = new HashMap<>();
        query.map(Row.mapping(row ->
                        Map.entry(row.get("slot", LONG), new Sum(row.get("rows", LONG), row.get("amount", AMOUNT)))))
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
        return sums;
    }

    /** Different wallets by number of the hour or day since 1970, ascending. */
    private SortedMap<Long, Long> activeWallets(int seconds, LocalDate from, LocalDate to) {
        return counts(range(
                        handle.createQuery("SELECT slot, COUNT(DISTINCT wallet) AS rows FROM ("
                                + "SELECT " + slot("block_time", seconds) + " AS slot, sender AS wallet FROM transfer"
                                + " WHERE chain_id = :chain AND token = :token AND block_time >= :from AND block_time < :to"
                                + " UNION ALL SELECT " + slot("block_time", seconds)
                                + " AS slot, recipient AS wallet FROM transfer"
                                + " WHERE chain_id = :chain AND token = :token AND block_time >= :from AND block_time < :to"
                                + ") sides WHERE wallet <> :zero GROUP BY slot"),
                        from,
                        to)
                .bind("zero", Address.ZERO));
    }

    /** Wallets by number of the day since 1970 on which they were seen first. */
    private Map<Long, Long> newWallets(LocalDate from, LocalDate to) {
        return counts(range(
                handle.createQuery("SELECT slot, COUNT(*) AS rows FROM (SELECT "
                        + slot("first_seen", DAY) + " AS slot FROM token_wallet"
                        + " WHERE chain_id = :chain AND token = :token AND first_seen >= :from AND first_seen < :to"
                        + ") slots GROUP BY slot"),
                from,
                to));
    }

    private static SortedMap<Long, Long> counts(Query query) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        query.map(Row.mapping(row -> Map.entry(row.get("slot", LONG), row.get("rows", LONG))))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** Counts from 1970 in UTC, whatever the time zone of session or server. */
    private static String slot(String time, int seconds) {
        return "CAST(FLOOR(EXTRACT(EPOCH FROM " + time + ") / " + seconds + ") AS BIGINT)";
    }

    private <S extends SqlStatement<S>> S range(S statement, LocalDate from, LocalDate to) {
        return statement
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("from", start(from))
                .bind("to", start(to));
    }

    private Optional<LocalDate> dayOfFirst(String order, LocalDate from) {
        return handle.createQuery("SELECT block_time FROM transfer"
                        + " WHERE chain_id = :chain AND token = :token AND block_time >= :from"
                        + " ORDER BY " + order + " FETCH FIRST ROW ONLY")
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("from", start(from))
                .map(Row.mapping(row ->
                        row.get("block_time", TIME).atOffset(ZoneOffset.UTC).toLocalDate()))
                .findFirst();
    }

    private void delete(String table, String point, Object first) {
        handle.createUpdate("DELETE FROM " + table + " WHERE chain_id = :chain AND token = :token AND " + point
                        + " >= :first")
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("first", first)
                .execute();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static DailyActivity day(TokenId token, LocalDate day, Row row) {
        return new DailyActivity(
                token,
                day,
                row.get("transfers", LONG),
                row.get("amount", AMOUNT),
                row.get("total_transfers", LONG),
                row.get("total_amount", AMOUNT),
                row.get("active_wallets", LONG),
                row.get("new_wallets", LONG),
                row.get("total_wallets", LONG));
    }
}
