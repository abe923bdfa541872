package io.plimsoll.jdbc.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.block;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.key;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.transaction;

import io.plimsoll.core.domain.keeper.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of numbered attempts: the same in every process. */
final class AttemptLife {
    /** Sent, replaced, mined, failed, unsettled, abandoned, planned again. Some stay on their way for ever. */
    private static final List<String> LIVES = List.of("SRM", "SF", "SRRMUM", "A", "S", "SAPSM");

    private static final int MOST_STEPS = 100;

    private AttemptLife() {}

    /** The first step; tells by its time which worker has made it. */
    static Attempt planned(long number, int worker) {
        return Attempt.planned(key(ALICE, number), T0.plusSeconds(number).plusNanos(worker * 1_000L));
    }

    static int worker(Attempt attempt) {
        return attempt.plannedAt().getNano() / 1_000;
    }

    static long number(Attempt attempt) {
        return Duration.between(T0, attempt.plannedAt()).toSeconds();
    }

    /** The step after this one. */
    static Optional<Attempt> next(Attempt attempt) {
        String life = LIVES.get((int) (number(attempt) % LIVES.size()));
        int step = attempt.revision();
        return step == life.length() ? Optional.empty() : Optional.of(next(attempt, life.charAt(step)));
    }

    private static Attempt next(Attempt attempt, char step) {
        long number = number(attempt);
        Instant time = attempt.plannedAt().plusMillis(attempt.revision() + 1L);
        long hash = number * MOST_STEPS + attempt.revision();
        return switch (step) {
            case 'S' -> attempt.sent(transaction(hash, number, time));
            case 'R' -> attempt.replaced(transaction(hash, number, time));
            case 'M' -> attempt.mined(attempt.latest().orElseThrow().hash(), block(number, time), time);
            case 'F' -> attempt.reverted(attempt.latest().orElseThrow().hash(), block(number, time), time, "late");
            case 'A' -> attempt.abandoned(time, "too dear");
            case 'U' -> attempt.unsettled(time);
            default -> attempt.plannedAgain(time, "cheaper");
        };
    }

    /** The step of this revision, counted from its first one. */
    static Attempt at(int revision, long number, int worker) {
        Attempt attempt = planned(number, worker);
        while (attempt.revision() < revision) {
            attempt = next(attempt).orElseThrow();
        }
        return attempt;
    }
}
