package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.DATE;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.HolderRepository;
import io.plimsoll.core.domain.token.HolderDistribution;
import io.plimsoll.core.domain.token.TokenHolder;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.WalletStatistics;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Distributions in {@code token_holders}, their lists of holders in {@code token_holder}, statistics in {@code
 * token_wallet_statistics}.
 */
final class JdbcHolderRepository implements HolderRepository {
    private static final Table<HolderDistribution> DISTRIBUTIONS = Table.<HolderDistribution>named("token_holders")
            .key("chain_id", CHAIN, day -> day.token().chain())
            .key("token", ADDRESS, day -> day.token().contract())
            .key("counted_day", DATE, HolderDistribution::day)
            .column("holders", LONG, HolderDistribution::holders)
            .column("supply", AMOUNT, HolderDistribution::supply)
            .column("whales", LONG, HolderDistribution::whales)
            .column("large", LONG, HolderDistribution::large)
            .column("medium", LONG, HolderDistribution::medium)
            .column("small", LONG, HolderDistribution::small)
            .build();

    /** A holder's place in the list of a distribution. */
    private record Place(HolderDistribution distribution, int place) {
        TokenHolder holder() {
            return distribution.largest().get(place);
        }
    }

    private static final Table<Place> HOLDERS = Table.<Place>named("token_holder")
            .key("chain_id", CHAIN, row -> row.distribution().token().chain())
            .key("token", ADDRESS, row -> row.distribution().token().contract())
            .key("counted_day", DATE, row -> row.distribution().day())
            .key("place", INT, Place::place)
            .column("wallet", ADDRESS, row -> row.holder().wallet())
            .column("balance", AMOUNT, row -> row.holder().balance())
            .build();

    private static final Table<WalletStatistics> STATISTICS = Table.<WalletStatistics>named("token_wallet_statistics")
            .key("chain_id", CHAIN, day -> day.token().chain())
            .key("token", ADDRESS, day -> day.token().contract())
            .key("counted_day", DATE, WalletStatistics::day)
            .column("wallets", LONG, WalletStatistics::wallets)
            .column("active", LONG, WalletStatistics::active)
            .column("newcomers", LONG, WalletStatistics::newcomers)
            .column("whales", LONG, WalletStatistics::whales)
            .optional("mean", AMOUNT, WalletStatistics::mean)
            .optional("median", AMOUNT, WalletStatistics::median)
            .build();

    private static final Series<LocalDate, HolderDistribution> DISTRIBUTIONS_READ = Series.byDay(
            "SELECT counted_day, holders, supply, whales, large, medium, small FROM token_holders",
            "counted_day",
            (token, day, row) -> new HolderDistribution(
                    token,
                    day,
                    row.get("holders", LONG),
                    row.get("supply", AMOUNT),
                    row.get("whales", LONG),
                    row.get("large", LONG),
                    row.get("medium", LONG),
                    row.get("small", LONG),
                    List.of()),
            HolderDistribution::day);

    private static final Series<LocalDate, WalletStatistics> STATISTICS_READ = Series.byDay(
            "SELECT counted_day, wallets, active, newcomers, whales, mean, median FROM token_wallet_statistics",
            "counted_day",
            (token, day, row) -> new WalletStatistics(
                    token,
                    day,
                    row.get("wallets", LONG),
                    row.get("active", LONG),
                    row.get("newcomers", LONG),
                    row.get("whales", LONG),
                    row.find("mean", AMOUNT),
                    row.find("median", AMOUNT)),
            WalletStatistics::day);

    private final Database database;

    JdbcHolderRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(HolderDistribution distribution) {
        database.update("save the holders of " + distribution.token(), handle -> {
            DISTRIBUTIONS.upsert(handle, List.of(distribution));
            handle.createUpdate("""
                            DELETE FROM token_holder
                            WHERE chain_id = :chain AND token = :token AND counted_day = :day
                            """)
                    .bind("chain", distribution.token().chain())
                    .bind("token", distribution.token().contract())
                    .bind("day", distribution.day())
                    .execute();
            List<Place> places = new ArrayList<>();
            for (int place = 0; place < distribution.largest().size(); place++) {
                places.add(new Place(distribution, place));
            }
            HOLDERS.insert(handle, places);
        });
    }

    @Override
    public void upsert(WalletStatistics statistics) {
        database.update(
                "save the wallet statistics of " + statistics.token(),
                handle -> STATISTICS.upsert(handle, List.of(statistics)));
    }

    @Override
    public Page<HolderDistribution> distributions(TokenId token, PageRequest request) {
        return database.read("read the holders of " + token, handle -> {
            Page<HolderDistribution> page = DISTRIBUTIONS_READ.page(handle, token, request);
            if (page.items().isEmpty()) {
                return page;
            }
            LocalDate newest = page.items().get(0).day();
            LocalDate oldest = page.items().get(page.items().size() - 1).day();
            Map<LocalDate, List<TokenHolder>> holders = holders(handle, token, oldest, newest);
            return new Page<>(
                    page.items().stream()
                            .map(day -> with(day, holders.getOrDefault(day.day(), List.of())))
                            .toList(),
                    page.next());
        });
    }

    private static Map<LocalDate, List<TokenHolder>> holders(
            Handle handle, TokenId token, LocalDate from, LocalDate to) {
        Map<LocalDate, List<TokenHolder>> holders = new HashMap<>();
        handle.createQuery("""
                        SELECT counted_day, wallet, balance
                        FROM token_holder
                        WHERE chain_id = :chain AND token = :token AND counted_day BETWEEN :from AND :to
                        ORDER BY chain_id, token, counted_day, place
                        """)
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("from", from)
                .bind("to", to)
                .map(Row.mapping(row -> Map.entry(
                        row.get("counted_day", DATE),
                        new TokenHolder(row.get("wallet", ADDRESS), row.get("balance", AMOUNT)))))
                .forEach(entry -> holders.computeIfAbsent(entry.getKey(), none -> new ArrayList<>())
                        .add(entry.getValue()));
        return holders;
    }

    private static HolderDistribution with(HolderDistribution day, List<TokenHolder> largest) {
        return new HolderDistribution(
                day.token(),
                day.day(),
                day.holders(),
                day.supply(),
                day.whales(),
                day.large(),
                day.medium(),
                day.small(),
                largest);
    }

    @Override
    public Page<WalletStatistics> statistics(TokenId token, PageRequest request) {
        return database.read(
                "read the wallet statistics of " + token, handle -> STATISTICS_READ.page(handle, token, request));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        LocalDate day = limit.atOffset(ZoneOffset.UTC).toLocalDate();
        return database.write(
                "delete old holders",
                handle -> delete(handle, "token_holders", day) + delete(handle, "token_wallet_statistics", day));
    }

    private static int delete(Handle handle, String table, LocalDate limit) {
        return handle.createUpdate("DELETE FROM " + table + " WHERE counted_day < :limit")
                .bind("limit", limit)
                .execute();
    }
}
