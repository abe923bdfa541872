package io.plimsoll.core.testing.repository.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.OTHER_CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T1;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T2;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.block;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.key;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.sent;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.transaction;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.AttemptState;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AttemptJournal} must do. A subclass gives an empty store and is then a test class. */
public abstract class AttemptJournalContract {
    private static final AttemptKey KEY = key(ALICE, 1);

    protected abstract KeeperStore empty();

    private static void assertRefused(Kind kind, AttemptJournal journal, Attempt step) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> journal.save(step))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(kind));
    }

    @Test
    void plan_forAKeyThatIsThere_isRefused() {
        AttemptJournal journal = empty().attempts();

        assertThat(journal.plan(Attempt.planned(KEY, T0))).isTrue();
        assertThat(journal.plan(Attempt.planned(KEY, T1))).isFalse();
        assertThat(journal.plan(Attempt.planned(key(ALICE, 2), T1))).isTrue();
        assertThat(journal.plan(Attempt.planned(key(BOB, 1), T1))).isTrue();

        assertThat(journal.find(KEY)).contains(Attempt.planned(KEY, T0));
        assertThat(journal.find(key(BOB, 9))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> journal.plan(sent(key(BOB, 8), 1, 1)));
    }

    @Test
    void plan_byManyAtOnce_isGrantedToOne() throws Exception {
        AttemptJournal journal = empty().attempts();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int version = 0; version < 5; version++) {
                AttemptKey key = key(ALICE, version);
                List<Callable<Boolean>> all = IntStream.range(0, 4)
                        .<Callable<Boolean>>mapToObj(i -> () -> journal.plan(Attempt.planned(key, T0.plusSeconds(i))))
                        .toList();
                int granted = 0;
                for (Future<Boolean> one : threads.invokeAll(all)) {
                    granted += one.get() ? 1 : 0;
                }
                assertThat(granted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void save_byTwoFromTheSameStep_isGrantedToOne() throws Exception {
        AttemptJournal journal = empty().attempts();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int version = 0; version < 5; version++) {
                Attempt planned = Attempt.planned(key(ALICE, version), T0);
                journal.plan(planned);
                int hash = 10 * version;
                List<Callable<Boolean>> both = List.of(
                        () -> saved(journal, planned.sent(transaction(hash + 1, 7, T1))),
                        () -> saved(journal, planned.sent(transaction(hash + 2, 7, T1))));
                int granted = 0;
                for (Future<Boolean> one : threads.invokeAll(both)) {
                    granted += one.get() ? 1 : 0;
                }
                assertThat(granted).isEqualTo(1);
                assertThat(journal.find(planned.key()).orElseThrow().transactions())
                        .hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether the step was taken; the loser learns that somebody was faster, or that it should try again. */
    private static boolean saved(AttemptJournal journal, Attempt step) {
        try {
            journal.save(step);
            return true;
        } catch (RepositoryException refused) {
            assertThat(refused.kind()).isIn(Kind.STALE_WRITER, Kind.CONFLICT);
            return false;
        }
    }

    @Test
    void wholeLife_readsBackExactly_atEveryStep() {
        AttemptJournal journal = empty().attempts();
        List<Attempt> life = new ArrayList<>();
        life.add(Attempt.planned(KEY, T0));
        life.add(life.get(0).sent(transaction(11, 7, T0.plusNanos(123_456_789))));
        life.add(life.get(1).replaced(transaction(12, 7, T1)));
        life.add(life.get(2).replaced(transaction(13, 7, T1)));
        life.add(life.get(3).abandoned(T1, "budget used up"));
        life.add(life.get(4).plannedAgain(T2, "price moved on"));
        life.add(life.get(5).sent(transaction(14, 8, T2)));
        life.add(life.get(6).reverted(word(14), block(5, T2), T2, "not liquidatable"));
        life.add(life.get(7).unsettled(T2));
        life.add(life.get(8).mined(word(12), block(6, T2), T2));

        journal.plan(life.get(0));
        for (Attempt step : life.subList(1, life.size())) {
            journal.save(step);
            // the answer to a step may have been lost
            journal.save(step);

            assertThat(journal.find(KEY)).contains(step);
        }
        assertThat(journal.page(CHAIN, PageRequest.first(10)).items()).containsExactly(life.get(9));
    }

    @Test
    void save_ofAStepThatDoesNotFollow_isRefused() {
        AttemptJournal journal = empty().attempts();
        Attempt planned = Attempt.planned(KEY, T0);
        Attempt sent = planned.sent(transaction(11, 7, T1));

        assertRefused(Kind.STALE_WRITER, journal, sent);
        journal.plan(planned);
        assertRefused(Kind.STALE_WRITER, journal, sent.replaced(transaction(12, 7, T2)));
        journal.save(sent);
        assertRefused(Kind.STALE_WRITER, journal, planned.abandoned(T1, "too late"));
        assertRefused(Kind.STALE_WRITER, journal, planned.sent(transaction(99, 8, T1)));
        // made up: SENT cannot become PLANNED
        assertRefused(
                Kind.STALE_WRITER,
                journal,
                new Attempt(KEY, AttemptState.PLANNED, 2, sent.transactions(), sent.settlement(), T0, T1, ""));
        // made up: a transaction is forgotten
        assertRefused(
                Kind.STALE_WRITER,
                journal,
                new Attempt(KEY, AttemptState.ABANDONED, 2, List.of(), sent.settlement(), T0, T1, ""));

        // made up: a transaction is signed while there is nothing to replace
        assertRefused(
                Kind.STALE_WRITER,
                journal,
                new Attempt(
                        KEY,
                        AttemptState.ABANDONED,
                        2,
                        List.of(transaction(11, 7, T1), transaction(12, 7, T1)),
                        sent.settlement(),
                        T0,
                        T1,
                        ""));

        // made up: beside the one that may be mined another leaves
        assertRefused(
                Kind.STALE_WRITER,
                journal,
                new Attempt(
                        KEY,
                        AttemptState.REPLACED,
                        2,
                        List.of(transaction(11, 7, T1), transaction(12, 8, T1)),
                        sent.settlement(),
                        T0,
                        T1,
                        ""));

        assertThat(journal.find(KEY)).contains(sent);
    }

    @Test
    void transaction_ofAnotherAttempt_isRefused_andNothingIsStored() {
        AttemptJournal journal = empty().attempts();
        journal.plan(Attempt.planned(KEY, T0));
        journal.save(sent(KEY, 11, 7));
        AttemptKey other = key(BOB, 2);
        journal.plan(Attempt.planned(other, T0));

        assertRefused(Kind.DUPLICATE, journal, sent(other, 11, 7));

        assertThat(journal.find(other)).contains(Attempt.planned(other, T0));
        assertThat(journal.find(CHAIN, word(11))).contains(sent(KEY, 11, 7));
        assertThat(journal.find(OTHER_CHAIN, word(11))).isEmpty();
        assertThat(journal.find(CHAIN, word(12))).isEmpty();
    }

    @Test
    void inFlight_isWhatARestartMustLookAt() {
        AttemptJournal journal = empty().attempts();
        Attempt planned = Attempt.planned(key(ALICE, 1), T2);
        Attempt replaced = sent(key(ALICE, 2), 21, 7).replaced(transaction(22, 7, T2));
        Attempt mined = sent(key(ALICE, 3), 31, 8).mined(word(31), block(3, T2), T2);
        Attempt abandoned = sent(key(ALICE, 4), 41, 9).abandoned(T2, "");
        for (Attempt last : List.of(planned, replaced, mined, abandoned)) {
            journal.plan(Attempt.planned(last.key(), last.plannedAt()));
        }
        journal.save(sent(key(ALICE, 2), 21, 7));
        journal.save(replaced);
        journal.save(sent(key(ALICE, 3), 31, 8));
        journal.save(mined);
        journal.save(sent(key(ALICE, 4), 41, 9));
        journal.save(abandoned);

        assertThat(journal.inFlight(CHAIN)).containsExactly(replaced, planned);
        assertThat(journal.inFlight(OTHER_CHAIN)).isEmpty();
        assertThat(journal.highestNonce(CHAIN, BOB)).hasValue(9);
        assertThat(journal.highestNonce(CHAIN, ALICE)).isEmpty();
        assertThat(journal.highestNonce(OTHER_CHAIN, BOB)).isEmpty();
    }

    @Test
    void page_isNewestFirst() {
        AttemptJournal journal = empty().attempts();
        for (int i = 0; i < 5; i++) {
            journal.plan(Attempt.planned(key(ALICE, i), T0.plusSeconds(i / 2)));
        }
        journal.plan(Attempt.planned(
                new AttemptKey(new MarketId(OTHER_CHAIN, "tidal", "BTC-USD"), ALICE, KEY.version()), T2));

        Page<Attempt> first = journal.page(CHAIN, PageRequest.first(2));
        journal.plan(Attempt.planned(key(BOB, 1), T1));
        Page<Attempt> second =
                journal.page(CHAIN, PageRequest.first(2).after(first.next().orElseThrow()));
        Page<Attempt> third =
                journal.page(CHAIN, PageRequest.first(2).after(second.next().orElseThrow()));

        assertThat(first.items().get(0).key()).isEqualTo(key(ALICE, 4));
        assertThat(List.of(first, second, third))
                .flatExtracting(Page::items)
                .extracting(Attempt::key)
                .containsExactlyInAnyOrder(key(ALICE, 4), key(ALICE, 3), key(ALICE, 2), key(ALICE, 1), key(ALICE, 0));
        assertThat(third.next()).isEmpty();
    }

    @Test
    void deleteOlderThan_leavesWhatIsInFlight() {
        AttemptJournal journal = empty().attempts();
        Attempt flying = Attempt.planned(key(ALICE, 1), T0);
        Attempt old = Attempt.planned(key(ALICE, 2), T0);
        Attempt young = Attempt.planned(key(ALICE, 3), T0);
        for (Attempt planned : List.of(flying, old, young)) {
            journal.plan(planned);
        }
        journal.save(old.sent(transaction(1, 1, T0)));
        journal.save(old.sent(transaction(1, 1, T0)).abandoned(T0, ""));
        journal.save(young.abandoned(T1, ""));

        assertThat(journal.deleteOlderThan(T1)).isEqualTo(1);

        assertThat(journal.find(old.key())).isEmpty();
        assertThat(journal.find(CHAIN, word(1))).isEmpty();
        assertThat(journal.find(flying.key())).isPresent();
        assertThat(journal.find(young.key())).isPresent();
    }
}
