package io.plimsoll.jdbc.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static io.plimsoll.core.testing.repository.token.TokenSamples.payment;
import static io.plimsoll.core.testing.repository.token.TokenSamples.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.QueryPlans;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each query of the token store is served by an index, in the order of the index. */
class PostgresTokenQueryPlansIT {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");
    private static final PageRequest FIRST = PageRequest.first(10);

    private static QueryPlans plans;
    private static JdbcStore database;
    private static TokenStore store;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresTokenQueryPlansIT.class);
        plans = new QueryPlans(PostgresServer.emptyDatabase());
        database = JdbcStore.postgres(plans.source());
        store = database.tokens();
        for (int i = 0; i < 20; i++) {
            store.transfers().upsert(List.of(transfer(TOKEN, i, 0, T0.toString(), i, i + 1, i)));
            store.payments().upsert(List.of(payment(TOKEN, i, 1, T0.toString(), i)));
        }
        store.activity().rollUp(TOKEN);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void pages_ofTransfersAndPayments_readAnIndexInItsOrder() {
        PageRequest next = FIRST.after(Cursor.of("1772366400000000", "10", "0"));

        ordered(() -> store.transfers().page(TOKEN, FIRST));
        ordered(() -> store.transfers().page(TOKEN, next));
        ordered(() -> store.transfers().page(TOKEN.chain(), address(1), FIRST));
        ordered(() -> store.transfers().page(TOKEN.chain(), address(1), next));
        ordered(() -> store.payments().page(TOKEN, FIRST));
        ordered(() -> store.payments().page(TOKEN, next));
    }

    @Test
    void pages_ofSeries_readAnIndexInItsOrder() {
        PageRequest next = FIRST.after(Cursor.of("20000"));

        for (PageRequest request : List.of(FIRST, next)) {
            ordered(() -> store.activity().days(TOKEN, request));
            ordered(() -> store.activity().hours(TOKEN, request));
            ordered(() -> store.payments().weeks(TOKEN, request));
            ordered(() -> store.holders().distributions(TOKEN, request));
            ordered(() -> store.holders().statistics(TOKEN, request));
        }
        ordered(() -> store.activity().wallets(TOKEN, FIRST));
        ordered(() ->
                store.activity().wallets(TOKEN, FIRST.after(Cursor.of(address(3).hex()))));
        ordered(() -> store.activity().days(TOKEN, DAY, DAY));
        ordered(() -> store.activity().hours(TOKEN, T0, T0));
        ordered(() -> store.prices().latest(TOKEN, T0));
        ordered(() -> store.prices().between(TOKEN, T0, T0));
    }

    @Test
    void rollUp_readsNoMoreThanTheDaysInQuestion() {
        assertThat(plans.of(() -> store.activity().rollUp(TOKEN)))
                .hasSizeGreaterThan(10)
                .filteredOn(plan -> !plan.contains("token_kept"))
                .allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan"))
                .filteredOn(plan -> plan.contains("FROM transfer"))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan).containsPattern("Index Cond:.*block_time >="));
        indexed(() -> store.activity().seen(TOKEN, List.of(address(1), address(2))));
    }

    @Test
    void deletions_findTheirRowsByAnIndex() {
        Instant old = Instant.parse("2020-01-01T00:00:00Z");

        indexed(() -> store.transfers().deleteFrom(TOKEN.chain(), 1_000));
        indexed(() -> store.transfers().deleteOlderThan(old));
        indexed(() -> store.payments().deleteFrom(TOKEN.chain(), 1_000));
        indexed(() -> store.payments().deleteOlderThan(old));
        indexed(() -> store.activity().deleteHoursOlderThan(old));
        indexed(() -> store.prices().deleteOlderThan(old));
    }

    private static void ordered(Runnable query) {
        assertThat(plans.of(query))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan)
                        .containsPattern("Index (Only )?Scan")
                        .doesNotContain("Seq Scan")
                        .doesNotContain("Sort  (")); // a merge has a sort key
    }

    private static void indexed(Runnable query) {
        assertThat(plans.of(query))
                .filteredOn(plan -> !plan.contains("token_kept"))
                .isNotEmpty()
                .allSatisfy(plan ->
                        assertThat(plan).containsPattern("Index (Only )?Scan").doesNotContain("Seq Scan"));
    }
}
