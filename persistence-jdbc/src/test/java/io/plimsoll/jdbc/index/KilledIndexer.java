package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.util.regex.Pattern;

/** A process that goes on with a {@link Journey} and prints each step that is stored, until it is killed. Run by {@link IndexKillIT}. */
final class KilledIndexer {
    /** What it prints. */
    static final Pattern STORED = Pattern.compile("stored step (\\d+)\\.");

    private KilledIndexer() {}

    public static void main(String[] args) {
        JdbcIndexRepository repository = OtherProcess.store(args[0]).index(Sightings.TABLE);
        long steps = repository.find(Chains.INDEX).map(IndexState::commits).orElse(0L);
        Journey journey = Journey.after(steps);
        while (repository.commit(journey.next()).stored()) {
            steps++;
            System.out.println("stored step " + steps + ".");
        }
    }
}
