package io.plimsoll.jdbc.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BTC;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ETH;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T1;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.block;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decision;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.key;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.liquidation;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.market;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.refusal;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.sent;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.transaction;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.repository.keeper.AttemptJournalContract;
import io.plimsoll.core.testing.repository.keeper.CandleRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.DecisionRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.PerpDexRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.ProtocolLiquidationRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.SeriesRepositoryContract;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts of the keeper's store. A subclass for each engine opens the database, once for all its tests. */
abstract class KeeperStoreContract {
    abstract TestDatabase database();

    private KeeperStore emptied() {
        return database().emptied().keeper();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void decision_whoseDocumentWasDamaged_isCorrupt() throws Exception {
        for (String damage : List.of("{", "[]", "{}", "{\"chain\":\"999\",\"time\":\"soon\"}")) {
            KeeperStore store = emptied();
            store.decisions().add(List.of(refusal(key(ALICE, 1), T0)));

            execute("UPDATE keeper_decision SET document = '" + damage + "'");

            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> store.decisions().on(key(ALICE, 1)))
                    .satisfies(corrupt -> assertThat(corrupt.kind()).isEqualTo(Kind.CORRUPT));
        }
    }

    @Test
    void decision_ofALaterVersion_isReadOver() throws Exception {
        KeeperStore store = emptied();
        Decision decision = decision(key(ALICE, 1), T0, Verdict.EXECUTE);
        store.decisions().add(List.of(decision));

        execute(
                "UPDATE keeper_decision SET document = '{\"new\":[{\"deep\":1}],\"other\":null,' || SUBSTR(document, 2)");

        assertThat(store.decisions().on(key(ALICE, 1))).containsExactly(decision);
    }

    @Test
    void decision_withMoreDecimalsThanAreKept_isRefusedWhole() {
        KeeperStore store = emptied();
        Decision fine = refusal(key(ALICE, 1), T0);
        Decision tooFine = new Decision(
                fine.key(),
                T1,
                fine.head(),
                fine.mode(),
                fine.verdict(),
                fine.reason(),
                Optional.of(new BigDecimal("0.3333333333333333333")),
                fine.prices(),
                fine.economics(),
                fine.position());

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.decisions().add(List.of(fine, tooFine)))
                .withMessageContaining("health_factor")
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNSTORABLE));

        assertThat(store.decisions().on(fine.key())).isEmpty();
    }

    @Test
    void hostileText_isStoredExactlyOrRefused() {
        KeeperStore store = emptied();
        MarketId injection = new MarketId(CHAIN, "'; DROP TABLE keeper_market; --", "\"%_\\' OR 1=1");
        store.markets().upsert(List.of(market(injection, "1"), market(BTC, "2")));

        assertThat(store.markets().find(injection)).contains(market(injection, "1"));
        assertThat(store.markets().all(CHAIN, injection.protocol())).hasSize(1);
        for (String refused : List.of("a\u0000b", "a\ud800", "x".repeat(101))) {
            PerpDexMarket hostile = market(new MarketId(CHAIN, "tidal", refused), "1");
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> store.markets().upsert(List.of(market(ETH, "3"), hostile)))
                    .satisfies(error -> assertThat(error.kind()).isEqualTo(Kind.UNSTORABLE));
        }
        assertThat(store.markets().find(ETH)).isEmpty();
        assertThat(store.markets().find(BTC)).isPresent();
    }

    @Test
    void save_byManyUntilDone_losesNoStep() throws Exception {
        AttemptJournal journal = emptied().attempts();
        AttemptKey key = key(ALICE, 1);
        journal.plan(Attempt.planned(key, T0));
        journal.save(Attempt.planned(key, T0).sent(transaction(1, 7, T0)));
        AtomicInteger hashes = new AtomicInteger(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Integer>> writers = Collections.nCopies(3, () -> {
                int saved = 0;
                while (saved < 5) {
                    Attempt read = journal.find(key).orElseThrow();
                    try {
                        journal.save(read.replaced(transaction(hashes.incrementAndGet(), 7, T1)));
                        saved++;
                    } catch (RepositoryException overtaken) {
                        assertThat(overtaken.kind()).isIn(Kind.STALE_WRITER, Kind.CONFLICT);
                    }
                }
                return saved;
            });
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isEqualTo(5);
            }
        } finally {
            threads.shutdownNow();
        }

        Attempt last = journal.find(key).orElseThrow();
        assertThat(last.revision()).isEqualTo(16);
        assertThat(last.transactions()).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void storeOpenedAgain_findsWhatIsInFlight() {
        Attempt sent = sent(key(ALICE, 1), 11, 7);
        AttemptJournal before = emptied().attempts();
        before.plan(Attempt.planned(sent.key(), T0));
        before.save(sent);

        try (JdbcStore again = reopened()) {
            AttemptJournal journal = again.keeper().attempts();
            assertThat(journal.inFlight(CHAIN)).containsExactly(sent);
            assertThat(journal.highestNonce(CHAIN, BOB)).hasValue(7);
            assertThat(journal.plan(Attempt.planned(sent.key(), T1))).isFalse();
            journal.save(sent.mined(word(11), block(5, T1), T1));
        }

        assertThat(before.inFlight(CHAIN)).isEmpty();
    }

    /** Whatever is asked of it, it answers as the one in memory does. */
    @Test
    void anyCalls_answerAsInMemory() {
        KeeperStore store = emptied();
        KeeperStore memory = new InMemoryKeeperStore();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            AttemptKey key = key(random.nextBoolean() ? ALICE : BOB, random.nextInt(6));
            Instant time = T0.plusSeconds(random.nextInt(50));
            Function<KeeperStore, Object> call = randomCall(random, key, time);
            assertThat(answer(store, call)).as("call %d", i).isEqualTo(answer(memory, call));
        }
        for (int page : List.of(1, 3, 8)) {
            PageRequest size = PageRequest.first(page);
            assertThat(all(request -> store.liquidations().page(CHAIN, request), size))
                    .isEqualTo(all(request -> memory.liquidations().page(CHAIN, request), size));
            assertThat(all(request -> store.decisions().page(CHAIN, ALICE, request), size))
                    .containsExactlyInAnyOrderElementsOf(
                            all(request -> memory.decisions().page(CHAIN, ALICE, request), size));
            assertThat(all(request -> store.attempts().page(CHAIN, request), size))
                    .containsExactlyInAnyOrderElementsOf(
                            all(request -> memory.attempts().page(CHAIN, request), size));
        }
    }

    private static Function<KeeperStore, Object> randomCall(Random random, AttemptKey key, Instant time) {
        long hash = random.nextInt(40);
        Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
        return switch (random.nextInt(12)) {
            case 0, 1 -> store -> store.attempts().plan(Attempt.planned(key, time));
            case 2, 3 -> step(key, attempt -> attempt.sent(transaction(hash, 7, time)));
            case 4 -> step(key, attempt -> attempt.replaced(transaction(hash, 7, time)));
            case 5 -> step(key, attempt -> attempt.mined(word(hash), block(5, time), time));
            case 6 -> step(key, attempt -> attempt.abandoned(time, "why"));
            case 7 -> step(key, attempt -> attempt.plannedAgain(time, "again"));
            case 8 -> store -> store.attempts().find(CHAIN, word(hash));
            case 9 -> store -> store.decisions().add(List.of(decision(key, time, verdict)));
            case 10 ->
                store -> {
                    store.liquidations().upsert(List.of(liquidation(key.account(), hash, 1)));
                    return store.liquidations().between(BTC, T0, time);
                };
            default ->
                store -> hash < 2
                        ? store.attempts().deleteOlderThan(time)
                        : List.of(
                                store.attempts().inFlight(CHAIN),
                                store.attempts().highestNonce(CHAIN, BOB),
                                store.decisions().count(CHAIN, T0, time),
                                store.decisions().on(key));
        };
    }

    private static Function<KeeperStore, Object> step(AttemptKey key, UnaryOperator<Attempt> next) {
        return store -> {
            Optional<Attempt> attempt = store.attempts().find(key);
            attempt.map(next).ifPresent(store.attempts()::save);
            return attempt;
        };
    }

    private static Object answer(KeeperStore store, Function<KeeperStore, Object> call) {
        try {
            return call.apply(store);
        } catch (RepositoryException refused) {
            return refused.kind();
        } catch (IllegalStateException | IllegalArgumentException refused) {
            return refused.toString();
        }
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list, PageRequest request) {
        List<T> all = new ArrayList<>();
        Page<T> page = list.apply(request);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = list.apply(request.after(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }

    /** Another store over the same database. */
    abstract JdbcStore reopened();

    @Nested
    class PerpDex extends PerpDexRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Series extends SeriesRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Liquidations extends ProtocolLiquidationRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Candles extends CandleRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Attempts extends AttemptJournalContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Decisions extends DecisionRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }
}
