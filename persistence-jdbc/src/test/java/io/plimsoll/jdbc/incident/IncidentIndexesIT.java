package io.plimsoll.jdbc.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.Delivery.Status;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Recovery;
import io.plimsoll.core.domain.incident.RecoveryStatus;
import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.testing.CountedReads;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queries that a web layer repeats look at about as many rows as they give. */
class IncidentIndexesIT {
    private static final int ROWS = 5_000;
    /** A page of ten, the row after it, and what hangs on them. */
    private static final int FEW = 100;

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final PageRequest TEN = PageRequest.first(10);

    private static CountedReads reads;
    private static IncidentStore store;

    @BeforeAll
    static void fill() {
        PostgresServer.require(IncidentIndexesIT.class);
        reads = new CountedReads();
        store = reads.store().incidents();
        store.incidents()
                .upsert(IntStream.range(0, ROWS)
                        .mapToObj(IncidentIndexesIT::incident)
                        .toList());
        store.liquidations()
                .merge(IntStream.range(0, ROWS)
                        .mapToObj(IncidentIndexesIT::liquidation)
                        .toList());
        store.deliveries()
                .settle(IntStream.range(0, ROWS)
                        .mapToObj(i -> new Delivery(alert(i), "chat", Status.SENT, Optional.empty(), T0.plusSeconds(i)))
                        .toList());
        store.deliveries()
                .add(IntStream.range(0, 20)
                        .mapToObj(i -> DeliveryTask.pending(alert(i), "mail", T0.plusSeconds(i)))
                        .toList());
        for (int i = ROWS - 300; i < ROWS; i++) {
            store.incidents()
                    .note(new Recovery(
                            "incident " + i, RecoveryStatus.LOST, Optional.empty(), "", T0.plusSeconds(ROWS)));
        }
        reads.analyze();
    }

    @AfterAll
    static void close() {
        if (reads != null) {
            reads.close();
        }
    }

    private static Incident incident(int i) {
        return new Incident(
                "incident " + i,
                i % 500 == 0 ? IncidentType.EXPLOIT : IncidentType.CASCADE,
                i % 400 == 0 ? Severity.CRITICAL : Severity.INFO,
                "coin " + i % 300,
                T0.plusSeconds(i),
                T0.plusSeconds(i),
                BigDecimal.TEN,
                Map.of("count", BigDecimal.ONE),
                Optional.empty(),
                "radar",
                "",
                "",
                Set.of("liquidation " + i));
    }

    private static Liquidation liquidation(int i) {
        return new Liquidation(
                "liquidation " + i,
                LiquidationMethod.MARKET,
                Optional.of(address(i % 300)),
                Set.of(Address.ZERO),
                T0.plusSeconds(i),
                Optional.empty(),
                Optional.of(new Closed(
                        "coin " + i % 300,
                        PositionSide.LONG,
                        BigDecimal.ONE,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty(),
                Set.of(Evidence.LEDGER),
                Certainty.CONFIRMED);
    }

    private static Address address(int number) {
        return Address.parse(String.format("0x%040x", number + 1));
    }

    private static Alert alert(int i) {
        return new Alert(Severity.INFO, "", "", "key " + i, T0.plusSeconds(i));
    }

    /** Both the first page and the one after it. */
    private static void isServedByAnIndex(Function<PageRequest, Page<?>> query) {
        Page<?> first = query.apply(TEN);
        assertThat(first.items()).hasSize(10);
        assertThat(reads.during(() -> query.apply(TEN))).isLessThan(FEW);
        assertThat(reads.during(() -> query.apply(TEN.after(first.next().orElseThrow()))))
                .isLessThan(FEW);
    }

    @Test
    void count_ofAWholeTable_isSeen() {
        assertThat(reads.during(() -> store.incidents().totals(T0, T0.plusSeconds(ROWS))))
                .isGreaterThanOrEqualTo(ROWS);
    }

    @Test
    void incidents_areServedByIndexes() {
        isServedByAnIndex(request -> store.incidents().page(IncidentFilter.ALL, request));
        isServedByAnIndex(request -> store.incidents().page(IncidentFilter.atLeast(Severity.CRITICAL), request));
        isServedByAnIndex(
                request -> store.incidents().page(IncidentFilter.ALL.of(Set.of(IncidentType.CASCADE)), request));
        isServedByAnIndex(request -> store.incidents().about("coin 7", request));
        isServedByAnIndex(request -> store.incidents().unsettled(request));
        assertThat(reads.during(() -> store.incidents().totals(T0, T0.plusSeconds(20))))
                .isLessThan(FEW);
        assertThat(reads.during(() -> store.incidents().find("incident 7"))).isLessThan(FEW);
    }

    @Test
    void liquidations_areServedByIndexes() {
        isServedByAnIndex(request -> store.liquidations().page(request));
        isServedByAnIndex(request -> store.liquidations().inMarket("coin 7", request));
        isServedByAnIndex(request -> store.liquidations().of(address(7), request));
        isServedByAnIndex(request -> store.liquidations().between(T0.plusSeconds(99), T0.plusSeconds(999), request));
        assertThat(reads.during(() -> store.liquidations().ofIncident("incident 7")))
                .isLessThan(FEW);
    }

    @Test
    void deliveries_areServedByIndexes() {
        isServedByAnIndex(request -> store.deliveries().page(request));
        isServedByAnIndex(request -> store.deliveries().page(DeliveryState.SENT, request));
        assertThat(reads.during(() -> store.deliveries().claim(1, T0, Duration.ofDays(1))))
                .isLessThan(FEW);
    }
}
