package io.plimsoll.jdbc.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.jdbc.testing.OtherProcess;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresSchedulingIT extends SchedulingContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresSchedulingIT.class);
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
    void nodeThatStandsStill_isOvertaken_andItsLateEndChangesNothing() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ClusteredTasks next = database.store()
                .tasks("next")
                .withTakeOver(Duration.ofSeconds(1))
                .every("report", Duration.ofHours(1), done::countDown);
        try (OtherProcess doomed = OtherProcess.start(RunningNode.class, OtherProcess.url(database.source()))) {
            doomed.await(0, "running"::equals);
            doomed.suspend();
            assertThat(next.all().get(0).node()).contains("doomed");
            next.start();

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            next.stop(Duration.ofSeconds(5));
            ScheduledTask after = next.all().get(0);
            assertThat(after.node()).isEmpty();
            assertThat(after.lastSuccess()).isPresent();

            doomed.resume();
            doomed.endInput();
            doomed.await(0, "ended"::equals);
            // what it says when it is refused
            doomed.await(0, line -> line.contains("Failed while completing execution"));
            assertThat(next.all()).containsExactly(after);
        }
    }
}
