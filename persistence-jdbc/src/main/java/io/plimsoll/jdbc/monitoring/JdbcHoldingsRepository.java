package io.plimsoll.jdbc.monitoring;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.monitoring.HoldingsTables.SOURCE;

import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.Sighting;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.HoldingsRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Where;
import io.plimsoll.jdbc.monitoring.HoldingsTables.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * When a source was last heard in {@code account_holdings}, keyed by (account, source), and what it said in a table for each kind of
 * position.
 */
final class JdbcHoldingsRepository implements HoldingsRepository {
    private static final List<String> POSITION_TABLES =
            List.of("perp_position", "spot_balance", "lp_position", "lending_position");

    private static final String PERPS = """
            SELECT p.account, p.source, h.seen_at, p.coin, p.size, p.entry_price, p.notional, p.unrealized_pnl,
                   p.margin_used, p.margin_mode, p.leverage, p.max_leverage, p.liquidation_price, p.value_usd
            FROM perp_position p
            JOIN account_holdings h ON h.account = p.account AND h.source = p.source
            """;
    private static final String BALANCES = """
            SELECT p.account, p.source, h.seen_at, p.token, p.total, p.hold, p.value_usd
            FROM spot_balance p
            JOIN account_holdings h ON h.account = p.account AND h.source = p.source
            """;
    private static final String LIQUIDITY = """
            SELECT p.account, p.source, p.seen_at, p.chain_id, p.manager, p.token_id, p.token0, p.token1, p.fee,
                   p.tick_lower, p.tick_upper, p.liquidity, p.fee_growth_inside0_last_x128,
                   p.fee_growth_inside1_last_x128, p.tokens_owed0, p.tokens_owed1, p.pool_tick, p.value_usd
            FROM lp_position p
            """;
    private static final String LENDING = """
            SELECT p.account, p.source, h.seen_at, p.chain_id, p.protocol, p.market, p.token, p.supplied, p.borrowed,
                   p.collateral, p.value_usd
            FROM lending_position p
            JOIN account_holdings h ON h.account = p.account AND h.source = p.source
            """;

    private static final Pages<Sighting> IN_MARKETS = Pages.of(
            PERPS,
            sighting(HoldingsTables::perp),
            Keyset.<Sighting>ascending().address(Sighting::account).text(Sighting::source),
            "p.account",
            "p.source");
    private static final Pages<Sighting> NFTS = Pages.of(
            LIQUIDITY,
            sighting(HoldingsTables::liquidity),
            Keyset.<Sighting>ascending()
                    .number(row -> nft(row).chainId().value())
                    .address(row -> nft(row).manager())
                    .amount(row -> nft(row).tokenId()),
            "p.chain_id",
            "p.manager",
            "p.token_id");

    private final Database database;

    private record Place(Address account, String source) {
        static Place of(Holdings holdings) {
            return new Place(holdings.account(), holdings.source());
        }

        static Place of(Row row) {
            return new Place(row.get("account", ADDRESS), row.get("source", SOURCE));
        }
    }

    JdbcHoldingsRepository(Database database) {
        this.database = database;
    }

    @Override
    public int save(Collection<Holdings> given) {
        String what = given.size() == 1
                ? "save the holdings of " + given.iterator().next().account()
                : "save " + given.size() + " holdings";
        return database.write(what, handle -> {
            // whoever is not there yet is put there, so that there is a row to lock and to compare with
            HoldingsTables.HOLDINGS.add(handle, given);
            Map<Place, Instant> seen = lockedTimes(handle, given);
            Map<Place, Holdings> accepted = new LinkedHashMap<>();
            int count = 0;
            for (Holdings holdings : given) {
                Place place = Place.of(holdings);
                if (!holdings.seen().isBefore(seen.getOrDefault(place, Instant.MIN))) {
                    seen.put(place, holdings.seen());
                    accepted.put(place, holdings);
                    count++;
                }
            }
            replace(handle, accepted.values());
            return count;
        });
    }

    private static Map<Place, Instant> lockedTimes(Handle handle, Collection<Holdings> given) {
        Map<Place, Instant> times = new HashMap<>();
        handle.createQuery("""
                        SELECT h.account, h.source, h.seen_at
                        FROM account_holdings h
                        JOIN UNNEST(:accounts, :sources) AS wanted (account, source)
                          ON h.account = wanted.account AND h.source = wanted.source
                        ORDER BY h.account, h.source
                        FOR UPDATE
                        """)
                .bind(
                        "accounts",
                        ArrayParameter.of(
                                "varchar", given, holdings -> holdings.account().hex()))
                .bind("sources", ArrayParameter.of("varchar", given, Holdings::source))
                .map(Row.mapping(row -> times.put(Place.of(row), row.get("seen_at", TIME))))
                .list();
        return times;
    }

    private static void replace(Handle handle, Collection<Holdings> accepted) {
        if (accepted.isEmpty()) {
            return;
        }
        for (String table : POSITION_TABLES) {
            PreparedBatch batch =
                    handle.prepareBatch("DELETE FROM " + table + " WHERE account = :account AND source = :source");
            accepted.forEach(holdings -> batch.bind("account", holdings.account())
                    .bind("source", holdings.source())
                    .add());
            batch.execute();
        }
        HoldingsTables.HOLDINGS.upsert(handle, accepted);
        HoldingsTables.PERPS.insert(
                handle,
                accepted.stream()
                        .flatMap(holdings -> Item.of(holdings, PerpPosition.class))
                        .toList());
        HoldingsTables.BALANCES.insert(
                handle,
                accepted.stream()
                        .flatMap(holdings -> Item.of(holdings, SpotBalance.class))
                        .toList());
        HoldingsTables.LENDING.insert(
                handle,
                accepted.stream()
                        .flatMap(holdings -> Item.of(holdings, LendingPosition.class))
                        .toList());
        replaceLiquidity(handle, accepted);
    }

    /** An NFT goes to whoever was seen with it last. */
    private static void replaceLiquidity(Handle handle, Collection<Holdings> accepted) {
        Map<LpPosition.Key, Item<LpPosition>> latest = new LinkedHashMap<>();
        accepted.stream()
                .flatMap(holdings -> Item.of(holdings, LpPosition.class))
                .sorted(Comparator.comparing(Item::seen))
                .forEach(item -> latest.put(item.position().key(), item));
        if (latest.isEmpty()) {
            return;
        }
        HoldingsTables.LIQUIDITY.add(handle, latest.values());
        handle.createQuery("""
                        SELECT p.chain_id, p.manager, p.token_id, p.seen_at
                        FROM lp_position p
                        JOIN UNNEST(:chains, :managers, :tokenIds) AS wanted (chain_id, manager, token_id)
                          ON p.chain_id = wanted.chain_id AND p.manager = wanted.manager AND p.token_id = wanted.token_id
                        ORDER BY p.chain_id, p.manager, p.token_id
                        FOR UPDATE
                        """)
                .bind(
                        "chains",
                        ArrayParameter.of(
                                "int8", latest.keySet(), key -> key.chainId().value()))
                .bind(
                        "managers",
                        ArrayParameter.of(
                                "varchar", latest.keySet(), key -> key.manager().hex()))
                .bind("tokenIds", ArrayParameter.of("numeric", latest.keySet(), key -> new BigDecimal(key.tokenId())))
                .map(Row.mapping(row -> latest.computeIfPresent(
                        nft(row), (key, item) -> row.get("seen_at", TIME).isAfter(item.seen()) ? null : item)))
                .list();
        HoldingsTables.LIQUIDITY.upsert(handle, latest.values());
    }

    private static LpPosition.Key nft(Row row) {
        return new LpPosition.Key(row.get("chain_id", CHAIN), row.get("manager", ADDRESS), row.get("token_id", AMOUNT));
    }

    @Override
    public List<Holdings> find(Address account) {
        return database.read("read the holdings of " + account, handle -> holdings(handle, account, Optional.empty()));
    }

    @Override
    public Optional<Holdings> find(Address account, String source) {
        return database
                .read("read the holdings of " + account, handle -> holdings(handle, account, Optional.of(source)))
                .stream()
                .findFirst();
    }

    private static List<Holdings> holdings(Handle handle, Address account, Optional<String> source) {
        String where = " WHERE p.account = :account" + (source.isPresent() ? " AND p.source = :source" : "");
        Function<String, Query> query = select -> {
            Query of = handle.createQuery(select + where).bind("account", account);
            source.ifPresent(name -> of.bind("source", name));
            return of;
        };
        Map<String, List<Holding>> items = new HashMap<>();
        collect(items, query.apply(PERPS), HoldingsTables::perp);
        collect(items, query.apply(BALANCES), HoldingsTables::balance);
        collect(items, query.apply(LIQUIDITY), HoldingsTables::liquidity);
        collect(items, query.apply(LENDING), HoldingsTables::lending);
        return query
                .apply("SELECT p.account, p.source, p.seen_at FROM account_holdings p")
                .map(Row.mapping(row -> new Holdings(
                        row.get("account", ADDRESS),
                        row.get("source", SOURCE),
                        row.get("seen_at", TIME),
                        items.getOrDefault(row.get("source", SOURCE), List.of()))))
                .stream()
                .sorted(Comparator.comparing(Holdings::source))
                .toList();
    }

    private static void collect(Map<String, List<Holding>> items, Query query, Function<Row, Holding> read) {
        query.map(Row.mapping(row -> items.computeIfAbsent(row.get("source", SOURCE), name -> new ArrayList<>())
                        .add(read.apply(row))))
                .list();
    }

    @Override
    public Optional<Sighting> find(LpPosition.Key key) {
        return database.read(
                "read liquidity position " + key,
                handle -> handle.createQuery(LIQUIDITY + """
                        WHERE p.chain_id = :chain AND p.manager = :manager AND p.token_id = :tokenId
                        """)
                        .bind("chain", key.chainId())
                        .bind("manager", key.manager())
                        .bind("tokenId", key.tokenId())
                        .map(sighting(HoldingsTables::liquidity))
                        .findOne());
    }

    @Override
    public Page<Sighting> inMarket(String coin, PageRequest request) {
        return database.read(
                "read who is in market " + coin, handle -> IN_MARKETS.page(handle, Where.is("p.coin", coin), request));
    }

    @Override
    public Page<Sighting> outOfRange(PageRequest request) {
        return database.read(
                "read the liquidity out of range", handle -> NFTS.page(handle, Where.is("p.in_range", false), request));
    }

    private static LpPosition.Key nft(Sighting sighting) {
        return ((LpPosition) sighting.holding().position()).key();
    }

    private static RowMapper<Sighting> sighting(Function<Row, Holding> read) {
        return Row.mapping(row -> new Sighting(
                row.get("account", ADDRESS), row.get("source", SOURCE), row.get("seen_at", TIME), read.apply(row)));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("account_holdings", "seen_at", limit);
    }
}
