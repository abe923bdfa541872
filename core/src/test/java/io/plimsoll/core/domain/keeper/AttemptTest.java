package io.plimsoll.core.domain.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
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

import io.plimsoll.core.domain.keeper.Attempt.Settlement;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final AttemptKey KEY = key(ALICE, 1);

    @Test
    void life_withReplacement_keepsAllHashes() {
        Attempt mined = sent(KEY, 11, 7).replaced(transaction(12, 7, T1)).mined(word(11), block(5, T2), T2);

        assertThat(mined.state()).isEqualTo(AttemptState.MINED);
        assertThat(mined.transactions()).extracting(SentTransaction::hash).containsExactly(word(11), word(12));
        assertThat(mined.settlement()).contains(new Settlement(word(11), block(5, T2)));
        assertThat(mined.revision()).isEqualTo(3);
        assertThat(mined.plannedAt()).isEqualTo(T0);
        assertThat(mined.updatedAt()).isEqualTo(T2);
        assertThat(mined.latest().orElseThrow().hash()).isEqualTo(word(12));
    }

    @Test
    void steps_thatAreNotLegal_areRefused() {
        Attempt planned = Attempt.planned(KEY, T0);
        Attempt sent = sent(KEY, 11, 7);
        Attempt mined = sent.mined(word(11), block(5, T2), T2);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> planned.replaced(transaction(12, 7, T1)))
                .withMessage("attempt " + KEY + " is PLANNED and cannot become REPLACED");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sent.sent(transaction(12, 8, T1)));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sent.plannedAgain(T1, ""));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sent.unsettled(T1));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> mined.plannedAgain(T2, ""));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> mined.abandoned(T2, ""));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> mined.mined(word(11), block(5, T2), T2));
    }

    @Test
    void transactions_thatDoNotFit_areRefused() {
        Attempt sent = sent(KEY, 11, 7);
        SentTransaction ofAnother = new SentTransaction(word(12), ALICE, 7, BigInteger.TEN, BigInteger.ONE, T1);

        assertThatIllegalArgumentException().isThrownBy(() -> sent.replaced(transaction(12, 8, T1)));
        assertThatIllegalArgumentException().isThrownBy(() -> sent.replaced(ofAnother));
        assertThatIllegalArgumentException().isThrownBy(() -> sent.replaced(transaction(11, 7, T1)));
        assertThatIllegalArgumentException().isThrownBy(() -> sent.mined(word(99), block(5, T2), T2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attempt.planned(KEY, T0).mined(word(99), block(5, T2), T2));
    }

    @Test
    void reorganisation_bringsBackWhatWasUnderWay() {
        Attempt once = sent(KEY, 11, 7);
        Attempt replaced = once.replaced(transaction(12, 7, T1));

        assertThat(once.mined(word(11), block(5, T2), T2).unsettled(T2).state()).isEqualTo(AttemptState.SENT);
        assertThat(replaced.reverted(word(11), block(5, T2), T2, "")
                        .unsettled(T2)
                        .state())
                .isEqualTo(AttemptState.REPLACED);
    }

    @Test
    void abandoned_butMinedAfterAll_evenWhilePlannedAgain() {
        Attempt abandoned = sent(KEY, 11, 7).abandoned(T1, "budget");

        assertThat(abandoned.mined(word(11), block(5, T2), T2).state()).isEqualTo(AttemptState.MINED);
        assertThat(abandoned
                        .plannedAgain(T2, "")
                        .mined(word(11), block(5, T2), T2)
                        .state())
                .isEqualTo(AttemptState.MINED);
        assertThat(abandoned.plannedAgain(T2, "").sent(transaction(12, 7, T2)).transactions())
                .hasSize(2);
    }

    @Test
    void inconsistentAttempts_cannotBe() {
        Optional<Settlement> settlement = Optional.of(new Settlement(word(11), block(5, T2)));
        List<SentTransaction> one = List.of(transaction(11, 7, T1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attempt(KEY, AttemptState.SENT, 1, List.of(), Optional.empty(), T0, T1, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attempt(KEY, AttemptState.SENT, 1, one, settlement, T0, T1, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attempt(KEY, AttemptState.MINED, 2, one, Optional.empty(), T0, T1, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attempt(KEY, AttemptState.PLANNED, -1, one, Optional.empty(), T0, T1, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SentTransaction(word(1), BOB, -1, BigInteger.TEN, BigInteger.ONE, T1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SentTransaction(word(1), BOB, 1, BigInteger.ONE, BigInteger.TEN, T1));
    }

    /** Any sequence of steps: what is refused leaves no trace, what is taken follows, and nothing is ever forgotten. */
    @Property(tries = 500)
    void anySteps_takenOnlyWhereLegal(@ForAll @Size(max = 30) List<@IntRange(max = 6) Integer> steps) {
        Attempt attempt = Attempt.planned(KEY, T0);
        List<Bytes32> hashes = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Instant time = T0.plusSeconds(i + 1);
            Attempt next;
            try {
                next = step(steps.get(i), attempt, 100 + i, time);
            } catch (IllegalStateException refused) {
                assertThat(legal(steps.get(i), attempt.state())).isFalse();
                continue;
            } catch (IllegalArgumentException noSuchTransaction) {
                assertThat(attempt.transactions()).isEmpty();
                continue;
            }
            assertThat(legal(steps.get(i), attempt.state())).isTrue();
            assertThat(attempt.state().mayBecome(next.state())).isTrue();
            assertThat(next.follows(attempt)).isTrue();
            assertThat(attempt.follows(next)).isFalse();
            assertThat(next.state().settled()).isEqualTo(next.settlement().isPresent());
            if (next.transactions().size() > attempt.transactions().size()) {
                hashes.add(word(100 + i));
            }
            attempt = next;
        }
        assertThat(attempt.transactions()).extracting(SentTransaction::hash).isEqualTo(hashes);
    }

    private static boolean legal(int step, AttemptState state) {
        return switch (step) {
            case 0 -> state == AttemptState.PLANNED;
            case 1 -> state == AttemptState.SENT || state == AttemptState.REPLACED;
            case 2, 3 -> !state.settled();
            case 4 -> state.inFlight();
            case 5 -> state == AttemptState.REVERTED || state == AttemptState.ABANDONED;
            default -> state.settled();
        };
    }

    private static Attempt step(int step, Attempt attempt, long hash, Instant time) {
        long nonce = attempt.latest().map(SentTransaction::nonce).orElse(7L);
        Bytes32 known = attempt.latest().map(SentTransaction::hash).orElse(word(1));
        return switch (step) {
            case 0 -> attempt.sent(transaction(hash, nonce, time));
            case 1 -> attempt.replaced(transaction(hash, nonce, time));
            case 2 -> attempt.mined(known, block(1, time), time);
            case 3 -> attempt.reverted(known, block(1, time), time, "");
            case 4 -> attempt.abandoned(time, "");
            case 5 -> attempt.plannedAgain(time, "");
            default -> attempt.unsettled(time);
        };
    }
}
