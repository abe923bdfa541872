package io.plimsoll.jdbc.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.core.testing.repository.index.Unwritable;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresIndexRepositoryIT extends JdbcIndexRepositoryContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresIndexRepositoryIT.class);
        database = TestDatabase.postgres();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Test
    void table_createdByManyProcessesAtOnce_isThereOnce() throws Exception {
        DataSource empty = PostgresServer.emptyDatabase();
        try (JdbcStore store = JdbcStore.postgres(empty)) {
            assertThat(store.index(Unwritable.writer()).all()).isEmpty();
        }
        ExecutorService processes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Optional<IndexState>>> openings = Collections.nCopies(4, () -> {
                try (JdbcStore store = JdbcStore.postgres(empty)) {
                    return store.index(Sightings.TABLE).find(Chains.INDEX);
                }
            });
            for (Future<Optional<IndexState>> opening : processes.invokeAll(openings)) {
                assertThat(opening.get()).isEmpty();
            }
        } finally {
            processes.shutdown();
        }
    }
}
