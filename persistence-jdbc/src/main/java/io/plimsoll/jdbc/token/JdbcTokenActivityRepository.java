package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenActivityRepository;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.HourlyActivity;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenWallet;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.token.Kept.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Hours in {@code token_hour}, days in {@code token_day}, wallets in {@code token_wallet}. */
final class JdbcTokenActivityRepository implements TokenActivityRepository {
    private static final int WALLETS_AT_ONCE = 1_000;

    private final Database database;

    JdbcTokenActivityRepository(Database database) {
        this.database = database;
    }

    @Override
    public void rollUp(TokenId token) {
        database.update("roll up " + token, handle -> {
            RollUp rollUp = new RollUp(handle, token);
            Function<Kind, LocalDate> kept = Kept.locked(handle);
            rollUp(rollUp, kept, rollUp.openDay(), rollUp.openWeek());
        });
    }

    @Override
    public void rollUp(TokenId token, LocalDate from) {
        LocalDate first = later(from, LocalDate.EPOCH);
        database.update(
                "roll up " + token + " from " + first,
                handle -> rollUp(new RollUp(handle, token), Kept.locked(handle), first, WeeklyPayments.weekOf(first)));
    }

    private static void rollUp(RollUp rollUp, Function<Kind, LocalDate> kept, LocalDate day, LocalDate week) {
        rollUp.days(later(day, later(kept.apply(Kind.TRANSFERS), kept.apply(Kind.DAYS))));
        rollUp.weeks(later(week, kept.apply(Kind.PAYMENTS)));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public Page<DailyActivity> days(TokenId token, PageRequest request) {
        return database.read("read the days of " + token, handle -> RollUp.DAYS_READ.page(handle, token, request));
    }

    @Override
    public List<DailyActivity> days(TokenId token, LocalDate from, LocalDate to) {
        return database.read("read the days of " + token, handle -> RollUp.DAYS_READ.between(handle, token, from, to));
    }

    @Override
    public Page<HourlyActivity> hours(TokenId token, PageRequest request) {
        return database.read("read the hours of " + token, handle -> RollUp.HOURS_READ.page(handle, token, request));
    }

    @Override
    public List<HourlyActivity> hours(TokenId token, Instant from, Instant to) {
        return database.read(
                "read the hours of " + token, handle -> RollUp.HOURS_READ.between(handle, token, from, to));
    }

    @Override
    public Map<Address, Instant> seen(TokenId token, Collection<Address> wallets) {
        List<Address> asked = List.copyOf(wallets);
        return database.read("read wallets of " + token, handle -> {
            Map<Address, Instant> seen = new HashMap<>();
            for (int from = 0; from < asked.size(); from += WALLETS_AT_ONCE) {
                List<Address> some = asked.subList(from, Math.min(from + WALLETS_AT_ONCE, asked.size()));
                seen(handle, token, some).forEach(row -> seen.put(row.wallet(), row.firstSeen()));
            }
            return Map.copyOf(seen);
        });
    }

    private static List<TokenWallet> seen(Handle handle, TokenId token, List<Address> wallets) {
        return handle.createQuery("""
                        SELECT wallet, first_seen FROM token_wallet
                        WHERE chain_id = :chain AND token = :token AND wallet IN (<wallets>)
                        """)
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bindList("wallets", wallets)
                .map(Row.mapping(row -> wallet(token, row)))
                .list();
    }

    @Override
    public Page<TokenWallet> wallets(TokenId token, PageRequest request) {
        return database.read(
                "read the wallets of " + token,
                handle -> Pages.of(
                                "SELECT wallet, first_seen FROM token_wallet",
                                Row.mapping(row -> wallet(token, row)),
                                Keyset.<TokenWallet>ascending().address(TokenWallet::wallet),
                                "wallet")
                        .page(handle, TokenTables.is(token), request));
    }

    private static TokenWallet wallet(TokenId token, Row row) {
        return new TokenWallet(token, row.get("wallet", ADDRESS), row.get("first_seen", TIME));
    }

    @Override
    public int deleteHoursOlderThan(Instant limit) {
        return database.deleteOlderThan("token_hour", "starts_at", limit);
    }

    @Override
    public int deleteDaysOlderThan(Instant limit) {
        LocalDate day = limit.atOffset(ZoneOffset.UTC).toLocalDate();
        return database.write("delete old days", handle -> {
            LocalDate whole = Kept.locked(handle).apply(Kind.TRANSFERS);
            LocalDate first = day.isBefore(whole) ? day : whole;
            Kept.since(handle, Kind.DAYS, first);
            return handle.createUpdate("""
                            DELETE FROM token_day
                            WHERE activity_day < :first AND EXISTS (
                              SELECT 1 FROM token_day later
                              WHERE later.chain_id = token_day.chain_id AND later.token = token_day.token
                                AND later.activity_day > token_day.activity_day AND later.activity_day < :first)
                            """).bind("first", first).execute();
        });
    }
}
