package io.plimsoll.jdbc.keeper;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.testing.repository.keeper.KeeperSamples;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * A process whose workers go on with the attempts that are in flight, then race each other for new ones and for some that are
 * long there, and print each step that is stored, until it is killed. Run by {@link JournalKillIT}.
 */
final class KilledKeeper {
    static final int WORKERS = 2;
    /** What it prints: number, revision and worker. */
    static final Pattern STORED = Pattern.compile("attempt (\\d+) step (\\d+) worker (\\d+)\\.");

    private static final int TRIED_AGAIN = 3;

    private KilledKeeper() {}

    public static void main(String[] args) {
        AttemptJournal journal = OtherProcess.store(args[0]).keeper().attempts();
        Queue<Attempt> inFlight = new ConcurrentLinkedQueue<>(journal.inFlight(KeeperSamples.CHAIN));
        long newest = journal.page(KeeperSamples.CHAIN, PageRequest.first(1)).items().stream()
                .mapToLong(AttemptLife::number)
                .findFirst()
                .orElse(0);
        for (int worker = 0; worker < WORKERS; worker++) {
            int number = worker;
            Thread thread = new Thread(() -> work(journal, inFlight, Math.max(0, newest - TRIED_AGAIN), number));
            thread.setUncaughtExceptionHandler((failed, error) -> {
                error.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            thread.start();
        }
    }

    private static void work(AttemptJournal journal, Queue<Attempt> inFlight, long first, int worker) {
        for (Attempt attempt = inFlight.poll(); attempt != null; attempt = inFlight.poll()) {
            goOn(journal, attempt, worker);
        }
        for (long number = first; ; number++) {
            Attempt planned = AttemptLife.planned(number, worker);
            if (journal.plan(planned)) {
                print(planned, worker);
                goOn(journal, planned, worker);
            }
        }
    }

    private static void goOn(AttemptJournal journal, Attempt attempt, int worker) {
        Optional<Attempt> next = AttemptLife.next(attempt);
        while (next.isPresent()) {
            journal.save(next.get());
            print(next.get(), worker);
            next = AttemptLife.next(next.get());
        }
    }

    private static void print(Attempt stored, int worker) {
        System.out.println(
                "attempt " + AttemptLife.number(stored) + " step " + stored.revision() + " worker " + worker + ".");
    }
}
