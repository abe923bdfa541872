package io.plimsoll.core.testing.repository.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.OTHER_CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T1;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T2;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decision;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.key;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.DecisionRepository;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link DecisionRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class DecisionRepositoryContract {
    private static final AttemptKey KEY = key(ALICE, 1);

    protected abstract KeeperStore empty();

    @Test
    void decision_withEverythingAndWithNothing_readsBackExactly() {
        DecisionRepository decisions = empty().decisions();
        Decision full = decision(KEY, T0.plusNanos(123_456_789), Verdict.EXECUTE);

        assertThat(decisions.add(List.of(full, refusal(KEY, T1)))).isEqualTo(2);

        assertThat(decisions.on(KEY)).containsExactly(full, refusal(KEY, T1));
        assertThat(decisions.on(key(ALICE, 2))).isEmpty();
    }

    @Test
    void decision_madeAgain_isLeftOut() {
        DecisionRepository decisions = empty().decisions();
        decisions.add(List.of(decision(KEY, T0, Verdict.EXECUTE)));

        assertThat(decisions.add(List.of(decision(KEY, T0, Verdict.UNPROFITABLE), refusal(KEY, T1))))
                .isEqualTo(1);

        assertThat(decisions.on(KEY)).containsExactly(decision(KEY, T0, Verdict.EXECUTE), refusal(KEY, T1));
    }

    @Test
    void page_isNewestFirst_byVerdictAndAccount() {
        DecisionRepository decisions = empty().decisions();
        Decision elsewhere = decision(
                new AttemptKey(new MarketId(OTHER_CHAIN, "tidal", "BTC-USD"), ALICE, KEY.version()),
                T2,
                Verdict.EXECUTE);
        Decision first = decision(key(ALICE, 1), T0, Verdict.EXECUTE);
        Decision second = decision(key(BOB, 2), T1, Verdict.UNPROFITABLE);
        Decision third = decision(key(ALICE, 3), T2, Verdict.UNPROFITABLE);
        decisions.add(List.of(second, elsewhere, third, first));

        assertThat(decisions.page(CHAIN, PageRequest.first(9)).items()).containsExactly(third, second, first);
        assertThat(decisions
                        .page(CHAIN, Verdict.UNPROFITABLE, PageRequest.first(9))
                        .items())
                .containsExactly(third, second);
        assertThat(decisions.page(CHAIN, ALICE, PageRequest.first(9)).items()).containsExactly(third, first);
        Page<Decision> alices = decisions.page(CHAIN, ALICE, PageRequest.first(1));
        assertThat(decisions
                        .page(
                                CHAIN,
                                ALICE,
                                PageRequest.first(1).after(alices.next().orElseThrow()))
                        .items())
                .containsExactly(first);
    }

    @Test
    void pages_overDecisionsOfOneTime_haveEachOnce() {
        DecisionRepository decisions = empty().decisions();
        for (int i = 0; i < 7; i++) {
            decisions.add(List.of(decision(key(i % 2 == 0 ? ALICE : BOB, i), T0, Verdict.HEALTHY)));
        }
        PageRequest three = PageRequest.first(3);

        Page<Decision> first = decisions.page(CHAIN, three);
        Page<Decision> second = decisions.page(CHAIN, three.after(first.next().orElseThrow()));
        Page<Decision> third = decisions.page(CHAIN, three.after(second.next().orElseThrow()));

        assertThat(List.of(first, second, third))
                .flatExtracting(Page::items)
                .doesNotHaveDuplicates()
                .hasSize(7);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void between_isOldestFirst_bothEndsIncluded_overAllChains() {
        DecisionRepository decisions = empty().decisions();
        Decision elsewhere = decision(
                new AttemptKey(new MarketId(OTHER_CHAIN, "tidal", "BTC-USD"), ALICE, KEY.version()),
                T1,
                Verdict.EXECUTE);
        decisions.add(List.of(
                decision(KEY, T0, Verdict.HEALTHY),
                elsewhere,
                decision(KEY, T1.plusSeconds(1), Verdict.HEALTHY),
                decision(KEY, T2, Verdict.HEALTHY)));

        Page<Decision> first = decisions.between(T0, T1, PageRequest.first(1));
        Page<Decision> second = decisions.between(
                T0, T1, PageRequest.first(1).after(first.next().orElseThrow()));

        assertThat(first.items()).containsExactly(decision(KEY, T0, Verdict.HEALTHY));
        assertThat(second.items()).containsExactly(elsewhere);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void count_isByVerdict_andDeleteLeavesTheLimit() {
        DecisionRepository decisions = empty().decisions();
        decisions.add(List.of(
                refusal(key(ALICE, 1), T0),
                refusal(key(ALICE, 2), T0),
                decision(key(ALICE, 3), T1, Verdict.EXECUTE),
                decision(key(ALICE, 4), T2, Verdict.EXECUTE)));

        assertThat(decisions.count(CHAIN, T0, T2.minusNanos(1_000)))
                .isEqualTo(Map.of(Verdict.PRICE_REFUSED, 2L, Verdict.EXECUTE, 1L));
        assertThat(decisions.count(CHAIN, T0, T2)).containsEntry(Verdict.EXECUTE, 2L);
        assertThat(decisions.count(OTHER_CHAIN, T0, T2)).isEmpty();

        assertThat(decisions.deleteOlderThan(T2)).isEqualTo(3);
        assertThat(decisions.page(CHAIN, PageRequest.first(9)).items())
                .containsExactly(decision(key(ALICE, 4), T2, Verdict.EXECUTE));
    }
}
