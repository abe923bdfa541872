package io.plimsoll.core.testing.repository.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.incident.LiquidationRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link LiquidationRepository} must do. */
public abstract class LiquidationRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address VAULT = Address.parse("0x" + "fa".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final PageRequest ALL = PageRequest.first(100);

    protected abstract IncidentStore empty();

    /** Of ALICE, in a market, as her own fill told it. */
    private static Liquidation liquidation(int second, String coin) {
        return new Liquidation(
                "liquidation " + second,
                LiquidationMethod.MARKET,
                Optional.of(ALICE),
                Set.of(VAULT, Address.ZERO),
                T0.plusSeconds(second),
                Optional.of(Bytes32.parse("0x" + "12".repeat(32))),
                Optional.of(new Closed(
                        coin,
                        PositionSide.SHORT,
                        new BigDecimal("12.5"),
                        true,
                        Optional.of(new BigDecimal("25000.000001")),
                        Optional.of(new BigDecimal("2000.00000008")),
                        Optional.of(new BigDecimal("1999.9")))),
                Optional.of(new BigDecimal("-12.25")),
                Set.of(Evidence.USER_FILL, Evidence.LEDGER),
                Certainty.CONFIRMED);
    }

    /** As only the venue's event told it. */
    private static Liquidation bare(String id, Evidence evidence) {
        return new Liquidation(
                id,
                LiquidationMethod.UNKNOWN,
                Optional.empty(),
                Set.of(),
                T0.plusSeconds(9),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(evidence),
                Certainty.SUSPECTED);
    }

    @Test
    void merge_thenFind_readsBackExactly() {
        LiquidationRepository liquidations = empty().liquidations();
        Liquidation bare = bare("bare", Evidence.USER_EVENT);

        liquidations.merge(List.of(liquidation(1, "ETH"), bare));

        assertThat(liquidations.find("liquidation 1")).contains(liquidation(1, "ETH"));
        assertThat(liquidations.find("bare")).contains(bare);
        assertThat(liquidations.find("nothing")).isEmpty();
    }

    @Test
    void merge_inWhicheverOrder_addsTheEvidenceUp() {
        Liquidation full = liquidation(1, "ETH");
        Liquidation event = bare(full.id(), Evidence.USER_EVENT);
        Liquidation trade = new Liquidation(
                full.id(),
                LiquidationMethod.BACKSTOP,
                Optional.empty(),
                Set.of(ALICE, Address.parse("0x" + "be".repeat(20))),
                T0.plusSeconds(1),
                full.hash(),
                Optional.of(new Closed(
                        "ETH",
                        PositionSide.SHORT,
                        new BigDecimal("30"),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty(),
                Set.of(Evidence.PUBLIC_TRADE),
                Certainty.SUSPECTED);
        Liquidation known = full.merge(event).merge(trade);
        assertThat(known.evidence())
                .containsExactlyInAnyOrder(
                        Evidence.USER_FILL, Evidence.LEDGER, Evidence.USER_EVENT, Evidence.PUBLIC_TRADE);

        for (List<Liquidation> order : List.of(
                List.of(full, event, trade), List.of(trade, full, event), List.of(event, trade, full, full, event))) {
            LiquidationRepository liquidations = empty().liquidations();
            order.forEach(liquidations::merge);
            assertThat(liquidations.find(full.id())).contains(known);
        }
        LiquidationRepository atOnce = empty().liquidations();
        atOnce.merge(List.of(event, trade, full));
        assertThat(atOnce.find(full.id())).contains(known);
    }

    @Test
    void merge_bySeveralAtOnce_losesNoEvidence() throws Exception {
        LiquidationRepository liquidations = empty().liquidations();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> tellings = new ArrayList<>();
            for (Evidence evidence : Evidence.values()) {
                tellings.add(threads.submit(() -> liquidations.merge(IntStream.range(0, 20)
                        .mapToObj(i -> bare("liquidation " + (i * 7 + evidence.ordinal()) % 20, evidence))
                        .toList())));
            }
            for (Future<?> telling : tellings) {
                telling.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(liquidations.page(ALL).items())
                .hasSize(20)
                .allSatisfy(
                        liquidation -> assertThat(liquidation.evidence()).containsExactlyInAnyOrder(Evidence.values()));
    }

    @Test
    void pages_areOfAllOfAMarketAndOfAnAccount() {
        LiquidationRepository liquidations = empty().liquidations();
        liquidations.merge(List.of(liquidation(1, "ETH"), liquidation(2, "BTC"), liquidation(3, "ETH")));
        liquidations.merge(bare("bare", Evidence.USER_EVENT));

        assertThat(liquidations.page(ALL).items())
                .extracting(Liquidation::id)
                .containsExactly("bare", "liquidation 3", "liquidation 2", "liquidation 1");
        Page<Liquidation> first = liquidations.inMarket("ETH", PageRequest.first(1));
        assertThat(first.items()).containsExactly(liquidation(3, "ETH"));
        assertThat(liquidations.inMarket(
                        "ETH", PageRequest.first(1).after(first.next().orElseThrow())))
                .isEqualTo(new Page<>(List.of(liquidation(1, "ETH")), Optional.empty()));
        assertThat(liquidations.of(ALICE, ALL).items()).hasSize(3);
        assertThat(liquidations.of(VAULT, ALL).items()).isEmpty();
    }

    @Test
    void between_isInclusiveOldestFirstInPages() {
        LiquidationRepository liquidations = empty().liquidations();
        liquidations.merge(
                IntStream.range(0, 5).mapToObj(i -> liquidation(i, "ETH")).toList());

        Page<Liquidation> first = liquidations.between(T0.plusSeconds(1), T0.plusSeconds(3), PageRequest.first(2));
        Page<Liquidation> second = liquidations.between(
                T0.plusSeconds(1),
                T0.plusSeconds(3),
                PageRequest.first(2).after(first.next().orElseThrow()));

        assertThat(first.items()).containsExactly(liquidation(1, "ETH"), liquidation(2, "ETH"));
        assertThat(second).isEqualTo(new Page<>(List.of(liquidation(3, "ETH")), Optional.empty()));
    }

    @Test
    void ofIncident_givesThoseThatAreStored() {
        IncidentStore store = empty();
        Instant start = T0.plusSeconds(1);
        store.incidents()
                .upsert(new Incident(
                        "cascade",
                        IncidentType.CASCADE,
                        Severity.WARNING,
                        "ETH",
                        start,
                        start,
                        BigDecimal.TEN,
                        Map.of(),
                        Optional.empty(),
                        "radar",
                        "",
                        "",
                        Set.of("liquidation 3", "liquidation 1", "told later")));
        store.liquidations().merge(List.of(liquidation(1, "ETH"), liquidation(2, "ETH"), liquidation(3, "ETH")));

        assertThat(store.liquidations().ofIncident("cascade"))
                .containsExactly(liquidation(1, "ETH"), liquidation(3, "ETH"));
        assertThat(store.liquidations().ofIncident("nothing")).isEmpty();
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        LiquidationRepository liquidations = empty().liquidations();
        liquidations.merge(List.of(liquidation(1, "ETH"), liquidation(2, "ETH")));

        assertThat(liquidations.deleteOlderThan(T0.plusSeconds(2))).isEqualTo(1);
        assertThat(liquidations.page(ALL).items()).containsExactly(liquidation(2, "ETH"));
    }
}
