package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import io.plimsoll.jdbc.market.AlertRows.AlertSinkName;
import io.plimsoll.jdbc.market.AlertRows.DeliveryRow;
import io.plimsoll.jdbc.market.AlertRows.FiringKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Alerts in {@code market_alert} (by id) with {@code market_alert_sink}, their states in {@code market_alert_state}, what was told
 * in {@code fired_alert}, keyed by (alert_id, fired_at), with {@code fired_alert_delivery}.
 */
final class JdbcAlertRepository implements AlertRepository {
    private static final int IDS_AT_ONCE = 1_000;

    private static final String ALERTS = """
            SELECT alert_id, user_address, coin, condition, target, severity, active, created_at FROM market_alert
            """;

    private static final RowMapper<MarketAlert> BARE = Row.mapping(row -> AlertRows.alert(row, Set.of()));
    private static final Pages<MarketAlert> BY_MARKET = Pages.of(
            ALERTS,
            BARE,
            Keyset.<MarketAlert>ascending().text(MarketAlert::coin).text(MarketAlert::id),
            "coin",
            "alert_id");
    private static final Pages<FiredAlert> NEWEST_FIRST = Pages.of(
            """
            SELECT alert_id, fired_at, user_address, coin, seen_value, severity, title, body, subject
            FROM fired_alert
            """,
            Row.mapping(AlertRows::fired),
            Keyset.<FiredAlert>descending().time(fired -> fired.alert().time()).text(FiredAlert::id),
            "fired_at",
            "alert_id");

    private final Database database;

    JdbcAlertRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(MarketAlert alert) {
        database.update("save alert " + alert.id(), handle -> {
            AlertRows.ALERTS.upsert(handle, List.of(alert));
            handle.createUpdate("DELETE FROM market_alert_sink WHERE alert_id = :id")
                    .bind("id", alert.id())
                    .execute();
            AlertRows.SINKS.insert(
                    handle,
                    alert.sinks().stream()
                            .map(sink -> new AlertSinkName(alert.id(), sink))
                            .toList());
        });
    }

    @Override
    public Optional<MarketAlert> find(String id) {
        return database
                .read(
                        "read alert " + id,
                        handle -> alerts(
                                handle,
                                handle.createQuery(ALERTS + "WHERE alert_id = :id")
                                        .bind("id", id)))
                .stream()
                .findFirst();
    }

    @Override
    public List<MarketAlert> of(Address user) {
        return database.read(
                "read the alerts of a user",
                handle -> alerts(
                        handle,
                        handle.createQuery(ALERTS
                                        + "WHERE user_address = :user ORDER BY user_address, created_at, alert_id")
                                .bind("user", user)));
    }

    @Override
    public Page<MarketAlert> active(PageRequest request) {
        return database.read("read the active alerts", handle -> {
            Page<MarketAlert> page = BY_MARKET.page(handle, Where.is("active", true), request);
            return new Page<>(withSinks(handle, page.items()), page.next());
        });
    }

    @Override
    public boolean delete(String id) {
        return database.write("delete alert " + id, handle -> {
            // the alert first: who is writing its state holds its row
            boolean deleted = handle.createUpdate("DELETE FROM market_alert WHERE alert_id = :id")
                            .bind("id", id)
                            .execute()
                    > 0;
            handle.createUpdate("DELETE FROM market_alert_state WHERE alert_id = :id")
                    .bind("id", id)
                    .execute();
            return deleted;
        });
    }

    @Override
    public List<AlertState> states(Collection<String> ids) {
        return database.read(
                "read how alerts stand",
                handle -> inParts(
                        ids,
                        some -> handle.createQuery("""
                                SELECT state.alert_id, state.armed, state.checked_at, state.last_value, state.firings,
                                       state.fired_at
                                FROM market_alert_state state
                                JOIN market_alert alert ON alert.alert_id = state.alert_id
                                WHERE state.alert_id IN (<ids>)
                                ORDER BY state.alert_id
                                """)
                                .bindList("ids", some)
                                .map(Row.mapping(AlertRows::state))
                                .list()));
    }

    @Override
    public void upsertStates(Collection<AlertState> states) {
        database.update("save how alerts stand", handle -> upsertStates(handle, states));
    }

    /** Only of alerts that are there, locked lest one goes meanwhile: another of the same id would take over what was left. */
    private static void upsertStates(Handle handle, Collection<AlertState> states) {
        Set<String> there = new HashSet<>(inParts(
                states.stream().map(AlertState::alert).toList(),
                some -> handle.createQuery(
                                "SELECT alert_id FROM market_alert WHERE alert_id IN (<ids>) ORDER BY alert_id FOR UPDATE")
                        .bindList("ids", some)
                        .map(Row.mapping(row -> row.get("alert_id", AlertRows.ID)))
                        .list()));
        AlertRows.STATES.upsert(
                handle,
                states.stream().filter(state -> there.contains(state.alert())).toList());
    }

    @Override
    public void upsert(FiredAlert fired, AlertState state) {
        FiringKey key = FiringKey.of(fired);
        database.update("save that alert " + fired.id() + " fired", handle -> {
            AlertRows.FIRED.upsert(handle, List.of(fired));
            handle.createUpdate("DELETE FROM fired_alert_delivery WHERE alert_id = :id AND fired_at = :time")
                    .bind("id", key.alert())
                    .bind("time", key.time())
                    .execute();
            AlertRows.DELIVERIES.insert(
                    handle,
                    fired.deliveries().stream()
                            .map(delivery -> new DeliveryRow(key, delivery))
                            .toList());
            upsertStates(handle, List.of(state));
        });
    }

    @Override
    public Page<FiredAlert> history(Address user, PageRequest request) {
        return database.read("read what a user was told", handle -> {
            Page<FiredAlert> page = NEWEST_FIRST.page(handle, Where.is("user_address", user), request);
            return new Page<>(withDeliveries(handle, user, page.items()), page.next());
        });
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("fired_alert", "fired_at", limit);
    }

    /** The alerts of a query, with their sinks. */
    private static List<MarketAlert> alerts(Handle handle, Query query) {
        return withSinks(handle, query.map(BARE).list());
    }

    private static List<MarketAlert> withSinks(Handle handle, List<MarketAlert> bare) {
        Map<String, Set<String>> sinks = inParts(
                        bare.stream().map(MarketAlert::id).toList(),
                        some -> handle.createQuery(
                                        "SELECT alert_id, sink FROM market_alert_sink WHERE alert_id IN (<ids>)")
                                .bindList("ids", some)
                                .map(Row.mapping(row -> new AlertSinkName(
                                        row.get("alert_id", AlertRows.ID), row.get("sink", AlertRows.SINK))))
                                .list())
                .stream()
                .collect(Collectors.groupingBy(
                        AlertSinkName::alert, Collectors.mapping(AlertSinkName::sink, Collectors.toSet())));
        return bare.stream()
                .map(alert -> new MarketAlert(
                        alert.id(),
                        alert.user(),
                        alert.coin(),
                        alert.condition(),
                        alert.target(),
                        alert.severity(),
                        sinks.getOrDefault(alert.id(), Set.of()),
                        alert.active(),
                        alert.created()))
                .toList();
    }

    /** A page of firings, newest first, with what came of telling them. */
    private static List<FiredAlert> withDeliveries(Handle handle, Address user, List<FiredAlert> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        Map<FiringKey, FiredAlert> byKey = bare.stream().collect(Collectors.toMap(FiringKey::of, Function.identity()));
        Map<FiringKey, List<Delivery>> deliveries = handle
                .createQuery("""
                        SELECT delivery.alert_id, delivery.fired_at, delivery.sink, delivery.status, delivery.error,
                               delivery.settled_at
                        FROM fired_alert fired
                        JOIN fired_alert_delivery delivery
                          ON delivery.alert_id = fired.alert_id AND delivery.fired_at = fired.fired_at
                        WHERE fired.user_address = :user AND fired.fired_at >= :oldest AND fired.fired_at <= :newest
                        """)
                .bind("user", user)
                .bind("oldest", bare.get(bare.size() - 1).alert().time())
                .bind("newest", bare.get(0).alert().time())
                .map(Row.mapping(row -> delivery(row, byKey)))
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(
                        DeliveryRow::firing, Collectors.mapping(DeliveryRow::delivery, Collectors.toList())));
        return bare.stream()
                .map(fired -> new FiredAlert(
                        fired.id(),
                        fired.user(),
                        fired.coin(),
                        fired.value(),
                        fired.alert(),
                        deliveries.getOrDefault(FiringKey.of(fired), List.of())))
                .toList();
    }

    /** Empty for one of the same time as the page's first or last that is on another page. */
    private static Optional<DeliveryRow> delivery(Row row, Map<FiringKey, FiredAlert> byKey) {
        FiringKey key = new FiringKey(row.get("alert_id", AlertRows.ID), row.get("fired_at", Type.TIME));
        return Optional.ofNullable(byKey.get(key))
                .map(fired -> new DeliveryRow(key, AlertRows.delivery(row, fired.alert())));
    }

    /** The rows of many ids, asked for some at a time. */
    private static <T> List<T> inParts(Collection<String> ids, Function<List<String>, List<T>> read) {
        List<String> sorted = ids.stream().distinct().sorted().toList();
        List<T> rows = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += IDS_AT_ONCE) {
            rows.addAll(read.apply(sorted.subList(from, Math.min(from + IDS_AT_ONCE, sorted.size()))));
        }
        return rows;
    }
}
