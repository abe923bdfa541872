package io.plimsoll.jdbc.internal;

import static io.plimsoll.jdbc.internal.DatabaseFaultsContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Things.Thing;
import io.plimsoll.jdbc.testing.PostgresOnSmallDisk;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: typed, nothing half stored, nothing acknowledged lost, and it goes on when there is room. */
class FullDiskIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void require() {
        SmallDisk.require(FullDiskIT.class);
    }

    @Test
    void postgres_onAFullDisk_storesNothing_andGoesOnWhenThereIsRoom() throws Exception {
        PostgresServer.require(FullDiskIT.class);
        try (PostgresOnSmallDisk server = PostgresOnSmallDisk.start(folder, 48);
                Things things = Things.in(server.source(), Engine.POSTGRES)) {
            things.save(Things.many(10, "old"));
            server.fill();
            List<Thing> large = Things.many(100_000, "new".repeat(60));

            RepositoryException failure = failure(() -> things.save(large));

            assertThat(failure.kind())
                    .as(failure + Files.readString(folder.resolve("server.log")))
                    .isEqualTo(Kind.STORAGE_FULL);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure)
                    .hasMessageContaining("No space left on device")
                    .hasMessageEndingWith(": nothing was stored; make room, then repeat the call");
            assertThat(things.all()).isEqualTo(Things.many(10, "old"));
            server.makeRoom();
            things.save(Things.many(1_000, "new"));
            assertThat(things.all()).isEqualTo(Things.many(1_000, "new"));
        }
    }

    @Test
    void h2_onAFullDisk_keepsWhatWasAcknowledged_andGoesOnWhenThereIsRoom() throws Exception {
        Path log = folder.resolve("log");
        Process writer = SmallDisk.run(
                        Files.createDirectory(folder.resolve("disk")),
                        12,
                        "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -Xmx256m -cp '"
                                + System.getProperty("java.class.path") + "' " + FullDiskWriter.class.getName()
                                + " \"$0\"")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).as(Files.readString(log)).isZero();
    }
}
