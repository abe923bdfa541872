package io.plimsoll.jdbc.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PlanRecorder;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No query of the monitoring store needs to read a whole table, and no page is sorted. */
class MonitoringPlansIT {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));

    @Test
    void queries_areServedByIndexes_pagesWithoutSorting() {
        PostgresServer.require(MonitoringPlansIT.class);
        PlanRecorder recorder = new PlanRecorder(PostgresServer.emptyDatabase());
        try (JdbcStore opened = JdbcStore.postgres(recorder.connections())) {
            MonitoringStore store = opened.monitoring();
            recorder.takePlans();
            lookUp(store);
            assertThat(recorder.takePlans()).hasSizeGreaterThan(12).noneMatch(plan -> plan.contains("Seq Scan"));
            turnPages(store, PageRequest.first(10));
            turnPages(store);
            assertThat(recorder.takePlans())
                    .hasSizeGreaterThan(8)
                    .noneMatch(plan -> plan.contains("Seq Scan"))
                    .filteredOn(plan -> plan.contains("FETCH FIRST"))
                    .hasSize(10)
                    .noneMatch(plan -> plan.contains("Sort"));
        }
    }

    private static void lookUp(MonitoringStore store) {
        store.accounts().find(ALICE);
        store.accounts().watchedOn(Platform.HYPEREVM);
        store.snapshots().latest(List.of(ALICE, Address.ZERO));
        store.snapshots().between(ALICE, Instant.EPOCH, Instant.EPOCH);
        store.holdings().find(ALICE);
        store.holdings().find(ALICE, "hypercore");
        store.holdings().find(new LpPosition.Key(ChainId.HYPEREVM, ALICE, BigInteger.ONE));
        store.runs().find("a");
        store.runs().latest("monitor");
    }

    private static void turnPages(MonitoringStore store, PageRequest first) {
        store.accounts().page(first);
        store.snapshots().page(ALICE, first);
        store.holdings().inMarket("HYPE", first);
        store.holdings().outOfRange(first);
        store.runs().page(first);
    }

    private static void turnPages(MonitoringStore store) {
        PageRequest first = PageRequest.first(10);
        store.accounts().page(first.after(Cursor.of(ALICE.hex())));
        store.snapshots().page(ALICE, first.after(Cursor.of("1772366400000")));
        store.holdings().inMarket("HYPE", first.after(Cursor.of(ALICE.hex(), "hypercore")));
        store.holdings().outOfRange(first.after(Cursor.of("999", ALICE.hex(), "1")));
        store.runs().page(first.after(Cursor.of("1772366400000000", "a")));
    }
}
