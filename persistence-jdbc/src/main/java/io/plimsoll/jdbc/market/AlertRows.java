package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertCondition;
import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The tables of alerts: how their rows are written and read. */
final class AlertRows {
    static final Type<String> ID = Type.text(100);
    static final Type<String> SINK = Type.text(100);
    private static final Type<String> SUBJECT = Type.text(400);

    /** Where an alert is to be told. */
    record AlertSinkName(String alert, String sink) {}

    /** What tells firings apart. */
    record FiringKey(String alert, Instant time) {
        static FiringKey of(FiredAlert fired) {
            return new FiringKey(fired.id(), fired.alert().time());
        }
    }

    /** What came of telling one. */
    record DeliveryRow(FiringKey firing, Delivery delivery) {}

    static final Table<MarketAlert> ALERTS = Table.<MarketAlert>named("market_alert")
            .key("alert_id", ID, MarketAlert::id)
            .column("user_address", Type.ADDRESS, MarketAlert::user)
            .column("coin", TradeRows.COIN, MarketAlert::coin)
            .column("condition", Type.name(AlertCondition.class), MarketAlert::condition)
            .column("target", Type.DECIMAL, MarketAlert::target)
            .column("severity", Type.name(Severity.class), MarketAlert::severity)
            .column("active", Type.FLAG, MarketAlert::active)
            .column("created_at", Type.TIME, MarketAlert::created)
            .build();

    static final Table<AlertSinkName> SINKS = Table.<AlertSinkName>named("market_alert_sink")
            .key("alert_id", ID, AlertSinkName::alert)
            .key("sink", SINK, AlertSinkName::sink)
            .build();

    static final Table<AlertState> STATES = Table.<AlertState>named("market_alert_state")
            .key("alert_id", ID, AlertState::alert)
            .column("armed", Type.FLAG, AlertState::armed)
            .column("checked_at", Type.TIME, AlertState::checked)
            .optional("last_value", Type.DECIMAL, AlertState::value)
            .column("firings", Type.LONG, AlertState::firings)
            .optional("fired_at", Type.TIME, AlertState::fired)
            .build();

    static final Table<FiredAlert> FIRED = Table.<FiredAlert>named("fired_alert")
            .key("alert_id", ID, FiredAlert::id)
            .key("fired_at", Type.TIME, fired -> fired.alert().time())
            .column("user_address", Type.ADDRESS, FiredAlert::user)
            .column("coin", TradeRows.COIN, FiredAlert::coin)
            .column("seen_value", Type.DECIMAL, FiredAlert::value)
            .column(
                    "severity",
                    Type.name(Severity.class),
                    fired -> fired.alert().severity())
            .column("title", Type.DOCUMENT, fired -> fired.alert().title())
            .column("body", Type.DOCUMENT, fired -> fired.alert().text())
            .column("subject", SUBJECT, fired -> fired.alert().key())
            .build();

    static final Table<DeliveryRow> DELIVERIES = Table.<DeliveryRow>named("fired_alert_delivery")
            .key("alert_id", ID, row -> row.firing().alert())
            .key("fired_at", Type.TIME, row -> row.firing().time())
            .key("sink", SINK, row -> row.delivery().sink())
            .column(
                    "status",
                    Type.name(Delivery.Status.class),
                    row -> row.delivery().status())
            .optional("error", Type.DOCUMENT, row -> row.delivery().error())
            .column("settled_at", Type.TIME, row -> row.delivery().time())
            .build();

    private AlertRows() {}

    static MarketAlert alert(Row row, Set<String> sinks) {
        return new MarketAlert(
                row.get("alert_id", ID),
                row.get("user_address", Type.ADDRESS),
                row.get("coin", TradeRows.COIN),
                row.get("condition", Type.name(AlertCondition.class)),
                row.get("target", Type.DECIMAL),
                row.get("severity", Type.name(Severity.class)),
                sinks,
                row.get("active", Type.FLAG),
                row.get("created_at", Type.TIME));
    }

    static AlertState state(Row row) {
        return new AlertState(
                row.get("alert_id", ID),
                row.get("armed", Type.FLAG),
                row.get("checked_at", Type.TIME),
                row.find("last_value", Type.DECIMAL),
                row.get("firings", Type.LONG),
                row.find("fired_at", Type.TIME));
    }

    static FiredAlert fired(Row row) {
        Alert alert = new Alert(
                row.get("severity", Type.name(Severity.class)),
                row.get("title", Type.DOCUMENT),
                row.get("body", Type.DOCUMENT),
                row.get("subject", SUBJECT),
                row.get("fired_at", Type.TIME));
        return new FiredAlert(
                row.get("alert_id", ID),
                row.get("user_address", Type.ADDRESS),
                row.get("coin", TradeRows.COIN),
                row.get("seen_value", Type.DECIMAL),
                alert,
                List.of());
    }

    static Delivery delivery(Row row, Alert alert) {
        return new Delivery(
                alert,
                row.get("sink", SINK),
                row.get("status", Type.name(Delivery.Status.class)),
                row.find("error", Type.DOCUMENT),
                row.get("settled_at", Type.TIME));
    }
}
