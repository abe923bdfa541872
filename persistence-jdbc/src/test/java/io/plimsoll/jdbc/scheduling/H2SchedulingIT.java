package io.plimsoll.jdbc.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.OtherProcess;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2SchedulingIT extends SchedulingContract {
    private static TestDatabase database;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = TestDatabase.h2(folder);
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
    void fileOfAnotherProcess_isInUse_andWhenThatIsKilled_itsTaskRunsAgain(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("shared");
        try (OtherProcess doomed = OtherProcess.start(RunningNode.class, "jdbc:h2:file:" + file)) {
            doomed.await(0, "running"::equals);
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> JdbcStore.h2File(file))
                    .withMessage("store " + file + " is in use by another process: stop it, or choose another file")
                    .satisfies(inUse -> assertThat(inUse.kind()).isEqualTo(Kind.IN_USE));
        }
        try (JdbcStore store = JdbcStore.h2File(file)) {
            CountDownLatch done = new CountDownLatch(1);
            ClusteredTasks next = store.tasks("next")
                    .withTakeOver(Duration.ofSeconds(1))
                    .every("report", Duration.ofHours(1), done::countDown);
            assertThat(next.all().get(0).node()).contains("doomed");
            next.start();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            next.stop(Duration.ofSeconds(5));
        }
    }
}
