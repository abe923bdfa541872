package io.plimsoll.jdbc.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentSource;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Recovery;
import io.plimsoll.core.domain.incident.RecoveryStatus;
import io.plimsoll.core.domain.incident.SourcePoll;
import io.plimsoll.core.domain.incident.Subscription;
import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.repository.incident.IncidentRepositoryContract;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values that somebody chose to do harm with are stored exactly or refused, and then nothing of the call is stored. */
abstract class HostileIncidentsContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final PageRequest ALL = PageRequest.first(100);
    private static final List<String> STORABLE =
            List.of("", "'; DROP TABLE incident; --", ":id <ids> ? {} \\ %_", "a\nb\tc\u0001\u200b", "🚢𝔘", "  x ");
    private static final List<String> UNSTORABLE = List.of("a\0b", "\ud800", "\udc00\ud800", "x".repeat((1 << 20) + 1));

    protected abstract IncidentStore empty();

    private static Incident incident(String subject, String text, BigDecimal amount) {
        return new Incident(
                "id of " + subject,
                IncidentType.EXPLOIT,
                Severity.CRITICAL,
                subject,
                T0,
                T0,
                BigDecimal.TEN,
                Map.of(subject, BigDecimal.ONE),
                Optional.of(amount),
                "radar",
                subject,
                text,
                Set.of(subject));
    }

    private static Liquidation liquidation(String id, BigDecimal accountValue) {
        return new Liquidation(
                id,
                LiquidationMethod.MARKET,
                Optional.of(Address.ZERO),
                Set.of(),
                T0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(accountValue),
                Set.of(Evidence.LEDGER),
                Certainty.CONFIRMED);
    }

    @Test
    void strings_thatLookLikeSql_areOnlyStrings() {
        IncidentStore store = empty();
        for (String text : STORABLE) {
            Incident incident = incident(text, text, BigDecimal.ONE);
            store.incidents().upsert(incident);
            Recovery recovery = new Recovery(incident.id(), RecoveryStatus.LOST, Optional.empty(), text, T0);
            store.incidents().note(recovery);
            store.liquidations().merge(liquidation(text, BigDecimal.ONE));
            store.sources().upsert(List.of(new IncidentSource(text, 1, true)));
            store.sources().note(new SourcePoll(text, T0, Optional.of(text)));
            store.subscriptions().upsert(new Subscription(Address.ZERO, text, IncidentFilter.ALL, true));
            Alert alert = new Alert(Severity.INFO, text, text, text, T0);
            store.deliveries().add(List.of(DeliveryTask.pending(alert, text, T0)));
            store.audit().append(new AuditEvent(text, T0, text, text, text, text));

            assertThat(store.incidents().find(incident.id())).contains(incident);
            assertThat(store.incidents().about(text, ALL).items()).containsExactly(incident);
            assertThat(store.incidents().recoveries(List.of(incident.id()))).containsValue(recovery);
            assertThat(store.liquidations().find(text)).isPresent();
            assertThat(store.liquidations().ofIncident(incident.id())).hasSize(1);
            assertThat(store.sources().lastFailure(text).orElseThrow().error()).contains(text);
            assertThat(store.deliveries().find(alert, text)).contains(DeliveryTask.pending(alert, text, T0));
            assertThat(store.subscriptions().delete(Address.ZERO, text)).isTrue();
            assertThat(store.sources().delete(text)).isTrue();
        }
        assertThat(store.audit().verify().entries()).isEqualTo(STORABLE.size());
        assertThat(store.audit().verify().intact()).isTrue();
    }

    @Test
    void strings_ofOneMegabyte_areStoredWhole() {
        IncidentStore store = empty();
        String large = "é🚢".repeat((1 << 20) / 3);

        store.incidents().upsert(incident("large", large, BigDecimal.ONE));
        store.audit().append(new AuditEvent("1", T0, "", "", "", large));

        assertThat(store.incidents().find("id of large").orElseThrow().text()).isEqualTo(large);
        assertThat(store.audit().verify().intact()).isTrue();
    }

    @Test
    void values_thatNoColumnHolds_areRefusedWithAllOfTheCall() {
        IncidentStore store = empty();
        Incident good = IncidentRepositoryContract.incident(0, IncidentType.CASCADE, Severity.INFO, "ETH", "1");
        store.incidents().upsert(good);

        for (String text : UNSTORABLE) {
            isRefused(() -> store.incidents()
                    .upsert(List.of(incident("good", "good", BigDecimal.ONE), incident("bad", text, BigDecimal.ONE))));
            isRefused(() -> store.incidents().upsert(incident(text, "", BigDecimal.ONE)));
            isRefused(() ->
                    store.incidents().note(new Recovery(good.id(), RecoveryStatus.LOST, Optional.empty(), text, T0)));
            isRefused(() -> store.liquidations()
                    .merge(List.of(liquidation("good", BigDecimal.ONE), liquidation(text, BigDecimal.ONE))));
            isRefused(() -> store.sources().upsert(List.of(new IncidentSource(text, 1, true))));
            isRefused(
                    () -> store.subscriptions().upsert(new Subscription(Address.ZERO, text, IncidentFilter.ALL, true)));
            isRefused(() -> store.deliveries()
                    .add(List.of(DeliveryTask.pending(new Alert(Severity.INFO, "", text, "", T0), "", T0))));
            isRefused(() -> store.audit().append(new AuditEvent("1", T0, "", "", "", text)));
        }
        // found only after the incident itself was written
        Incident longFactor = incident("x".repeat(61), "", BigDecimal.ONE);
        isRefused(() -> store.incidents().upsert(longFactor));
        for (String number : List.of("1e20", "-1e20", "1e-19", "1e1000000", "123456789012345678901")) {
            BigDecimal decimal = new BigDecimal(number);
            isRefused(() -> store.incidents().upsert(incident("bad", "", decimal.abs())));
            isRefused(() -> store.liquidations().merge(liquidation("bad", decimal)));
        }

        assertThat(store.incidents().page(IncidentFilter.ALL, ALL).items()).containsExactly(good);
        assertThat(store.incidents().recoveries(List.of(good.id()))).isEmpty();
        assertThat(store.liquidations().page(ALL).items()).isEmpty();
        assertThat(store.deliveries().page(ALL).items()).isEmpty();
        assertThat(store.audit().verify().entries()).isZero();
    }

    private static void isRefused(ThrowingCallable call) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNSTORABLE))
                .withMessageStartingWith("column ");
    }

    @Test
    void delivery_failedForAnUnstorableReason_staysClaimed() {
        IncidentStore store = empty();
        DeliveryTask task = DeliveryTask.pending(new Alert(Severity.INFO, "", "", "key", T0), "chat", T0);
        store.deliveries().add(List.of(task));
        DeliveryTask claimed =
                store.deliveries().claim(1, T0, Duration.ofSeconds(1)).get(0);

        isRefused(() -> store.deliveries().retry(claimed, "\0", T0));

        assertThat(store.deliveries().find(task.alert(), "chat")).contains(claimed);
    }
}
