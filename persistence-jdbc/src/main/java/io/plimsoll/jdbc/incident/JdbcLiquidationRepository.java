package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.LiquidationRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Liquidations in {@code venue_liquidation}, keyed by id, with {@code venue_liquidation_liquidator}. */
final class JdbcLiquidationRepository implements LiquidationRepository {
    private static final Type<String> ID = Type.text(200);
    private static final Type<String> COIN = Type.text(60);
    private static final Type<String> NAMES = Type.text(200);
    private static final Type<LiquidationMethod> METHOD = Type.name(LiquidationMethod.class);
    private static final Type<PositionSide> SIDE = Type.name(PositionSide.class);
    private static final Type<Certainty> CERTAINTY = Type.name(Certainty.class);

    private static final Table<Liquidation> LIQUIDATIONS = Table.<Liquidation>named("venue_liquidation")
            .key("liquidation_id", ID, Liquidation::id)
            .column("method", METHOD, Liquidation::method)
            .optional("address", Type.ADDRESS, Liquidation::user)
            .column("happened_at", Type.TIME, Liquidation::time)
            .optional("tx_hash", Type.HASH, Liquidation::hash)
            .optional("coin", COIN, row -> row.closed().map(Closed::coin))
            .optional("side", SIDE, row -> row.closed().map(Closed::side))
            .optional("size", Type.DECIMAL, row -> row.closed().map(Closed::size))
            .optional("whole", Type.FLAG, row -> row.closed().map(Closed::whole))
            .optional("notional", Type.DECIMAL, row -> row.closed().flatMap(Closed::notional))
            .optional("price", Type.DECIMAL, row -> row.closed().flatMap(Closed::price))
            .optional("mark_price", Type.DECIMAL, row -> row.closed().flatMap(Closed::markPrice))
            .optional("account_value", Type.DECIMAL, Liquidation::accountValue)
            .column("evidence", NAMES, row -> Names.of(row.evidence()))
            .column("certainty", CERTAINTY, Liquidation::certainty)
            .build();

    private record Liquidator(String liquidation, Address address) {}

    private static final Table<Liquidator> LIQUIDATORS = Table.<Liquidator>named("venue_liquidation_liquidator")
            .key("liquidation_id", ID, Liquidator::liquidation)
            .key("liquidator", Type.ADDRESS, Liquidator::address)
            .build();

    private static final String SELECT = """
            SELECT liquidation_id, method, address, happened_at, tx_hash, coin, side, size, whole, notional, price,
                   mark_price, account_value, evidence, certainty
            FROM venue_liquidation
            """;
    /** Without liquidators, who come with a query for all rows of a page. */
    private static final RowMapper<Liquidation> BARE = Row.mapping(row -> new Liquidation(
            row.get("liquidation_id", ID),
            row.get("method", METHOD),
            row.find("address", Type.ADDRESS),
            Set.of(),
            row.get("happened_at", Type.TIME),
            row.find("tx_hash", Type.HASH),
            closed(row),
            row.find("account_value", Type.DECIMAL),
            Names.parse(Evidence.class, row.get("evidence", NAMES)),
            row.get("certainty", CERTAINTY)));

    private static final Pages<Liquidation> NEWEST_FIRST = Pages.of(
            SELECT,
            BARE,
            Keyset.<Liquidation>descending().time(Liquidation::time).text(Liquidation::id),
            "happened_at",
            "liquidation_id");

    private final Database database;

    JdbcLiquidationRepository(Database database) {
        this.database = database;
    }

    private static Optional<Closed> closed(Row row) {
        return row.find("coin", COIN)
                .map(coin -> new Closed(
                        coin,
                        row.get("side", SIDE),
                        row.get("size", Type.DECIMAL),
                        row.get("whole", Type.FLAG),
                        row.find("notional", Type.DECIMAL),
                        row.find("price", Type.DECIMAL),
                        row.find("mark_price", Type.DECIMAL)));
    }

    @Override
    public void merge(Collection<Liquidation> liquidations) {
        Map<String, Liquidation> told = new TreeMap<>();
        liquidations.forEach(liquidation -> told.merge(liquidation.id(), liquidation, Liquidation::merge));
        database.update("save the liquidations", handle -> {
            // who adds a row first holds it: another one that knows of the same liquidation waits, and then merges
            LIQUIDATIONS.add(handle, told.values());
            List<Liquidation> changed = new ArrayList<>();
            List<Liquidator> liquidators = new ArrayList<>();
            List<String> toldApart = new ArrayList<>();
            for (Liquidation known : locked(handle, List.copyOf(told.keySet()))) {
                Liquidation merged = told.merge(known.id(), known, Liquidation::merge);
                if (!with(Set.of(), merged).equals(with(Set.of(), known))) {
                    changed.add(merged);
                }
                if (!merged.liquidators().containsAll(known.liquidators())) {
                    toldApart.add(merged.id());
                }
                merged.liquidators().forEach(address -> liquidators.add(new Liquidator(merged.id(), address)));
            }
            LIQUIDATIONS.upsert(handle, changed);
            // one of them turned out to be the account itself
            Parts.delete(handle, "venue_liquidation_liquidator", "liquidation_id", toldApart);
            LIQUIDATORS.add(handle, liquidators);
        });
    }

    private static List<Liquidation> locked(Handle handle, List<String> ids) {
        List<Liquidation> bare = new ArrayList<>();
        Parts.each(
                ids,
                some -> bare.addAll(handle.createQuery(
                                SELECT + " WHERE liquidation_id IN (<ids>) ORDER BY liquidation_id FOR UPDATE")
                        .bindList("ids", some)
                        .map(BARE)
                        .list()));
        return whole(handle, bare);
    }

    private static List<Liquidation> whole(Handle handle, List<Liquidation> bare) {
        Map<String, Set<Address>> liquidators = new HashMap<>();
        Parts.each(
                bare.stream().map(Liquidation::id).toList(),
                ids -> handle.createQuery("""
                        SELECT liquidation_id, liquidator FROM venue_liquidation_liquidator
                        WHERE liquidation_id IN (<ids>)
                        """)
                        .bindList("ids", ids)
                        .map(Row.mapping(row -> liquidators
                                .computeIfAbsent(row.get("liquidation_id", ID), id -> new HashSet<>())
                                .add(row.get("liquidator", Type.ADDRESS))))
                        .list());
        return bare.stream()
                .map(liquidation -> with(liquidators.getOrDefault(liquidation.id(), Set.of()), liquidation))
                .toList();
    }

    private static Liquidation with(Set<Address> liquidators, Liquidation liquidation) {
        return new Liquidation(
                liquidation.id(),
                liquidation.method(),
                liquidation.user(),
                liquidators,
                liquidation.time(),
                liquidation.hash(),
                liquidation.closed(),
                liquidation.accountValue(),
                liquidation.evidence(),
                liquidation.certainty());
    }

    @Override
    public Optional<Liquidation> find(String id) {
        return database.read("read liquidation " + id, handle -> {
            Query query =
                    handle.createQuery(SELECT + " WHERE liquidation_id = :id").bind("id", id);
            return whole(handle, query.map(BARE).list()).stream().findFirst();
        });
    }

    @Override
    public Page<Liquidation> page(PageRequest request) {
        return page(NEWEST_FIRST, Where.ALL, request);
    }

    @Override
    public Page<Liquidation> inMarket(String coin, PageRequest request) {
        return page(NEWEST_FIRST, Where.is("coin", coin), request);
    }

    @Override
    public Page<Liquidation> of(Address user, PageRequest request) {
        return page(NEWEST_FIRST, Where.is("address", user), request);
    }

    @Override
    public Page<Liquidation> between(Instant from, Instant to, PageRequest request) {
        return page(NEWEST_FIRST.reversed(), Where.ALL.from("happened_at", from).upTo("happened_at", to), request);
    }

    private Page<Liquidation> page(Pages<Liquidation> pages, Where which, PageRequest request) {
        return database.read("read the liquidations", handle -> {
            Page<Liquidation> bare = pages.page(handle, which, request);
            return new Page<>(whole(handle, bare.items()), bare.next());
        });
    }

    @Override
    public List<Liquidation> ofIncident(String incident) {
        return database.read("read the liquidations of incident " + incident, handle -> {
            List<Liquidation> bare = handle.createQuery(SELECT + """
                             WHERE liquidation_id IN (
                              SELECT liquidation_id FROM incident_liquidation WHERE incident_id = :incident)
                            ORDER BY happened_at, liquidation_id
                            """)
                    .bind("incident", incident)
                    .map(BARE)
                    .list();
            return whole(handle, bare);
        });
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("venue_liquidation", "happened_at", limit);
    }
}
