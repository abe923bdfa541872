package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.jdbc.JdbcStore;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that goes on with a {@link Journey} and prints each step that is stored, until it is killed. Run by {@link IndexKillIT}. */
final class KilledIndexer {
    static final String APPLICATION = "killed-indexer";

    private KilledIndexer() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        JdbcIndexRepository repository = open(args[0], args[1]).index(Sightings.TABLE);
        long steps = repository.find(Chains.INDEX).map(IndexState::commits).orElse(0L);
        Journey journey = Journey.after(steps);
        while (repository.commit(journey.next())) {
            steps++;
            System.out.println(steps);
        }
    }

    private static JdbcStore open(String engine, String where) {
        if (engine.equals("h2")) {
            return JdbcStore.h2File(Path.of(where));
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(where);
        source.setApplicationName(APPLICATION);
        return JdbcStore.postgres(source);
    }
}
