package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.testing.repository.monitoring.AccountSnapshotRepositoryContract;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreIT {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void h2File_closedAndOpenedAgain_keepsEverything() {
        Path file = folder.resolve("new/folders/store");
        try (JdbcStore store = JdbcStore.h2File(file)) {
            store.monitoring().accounts().upsert(MonitoredAccount.onHyperCore(Address.ZERO, "zero"));
            store.monitoring().snapshots().upsert(AccountSnapshotRepositoryContract.snapshot(Address.ZERO, T0, "1"));
        }
        try (JdbcStore store = JdbcStore.h2File(file)) {
            assertThat(store.monitoring().accounts().find(Address.ZERO)).isPresent();
            assertThat(store.monitoring().snapshots().count()).isEqualTo(1);
        }
    }

    @Test
    void h2File_writerKilledRightAfterSaving_hasLostNothing() throws Exception {
        Path file = folder.resolve("store");
        try (OtherProcess writer = OtherProcess.start(KilledWriter.class, file.toString())) {
            assertThat(writer.awaitEnd()).as(writer.lines().toString()).isEqualTo(77);
        }
        try (JdbcStore store = JdbcStore.h2File(file)) {
            assertThat(store.monitoring()
                            .snapshots()
                            .latest(Address.ZERO)
                            .orElseThrow()
                            .bucket())
                    .isEqualTo(KilledWriter.BUCKET);
        }
    }

    @Test
    void h2File_inAFolderThatCannotBe_saysWhatToDo() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> JdbcStore.h2File(notAFolder.resolve("store")))
                .withMessage("cannot write to folder " + notAFolder + ": choose another one for the store");
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcStore.h2File(folder.resolve("a;b")));
    }

    @Test
    void h2File_lockedByAnother_isOneClearError() throws Exception {
        Path file = folder.resolve("store");
        JdbcStore.h2File(file).close();
        try (FileChannel other = FileChannel.open(
                        folder.resolve("store.mv.db"), StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> JdbcStore.h2File(file))
                    .withMessage("store " + file + " is in use by another process: stop it, or choose another file");
        }
    }

    @Test
    void h2File_thatIsNoDatabase_isOneClearError() throws Exception {
        Files.writeString(folder.resolve("store.mv.db"), "not a database");

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> JdbcStore.h2File(folder.resolve("store")))
                .withMessageStartingWith("cannot open store " + folder.resolve("store"));
    }

    @Test
    void closedStore_failsTyped() {
        JdbcStore store = JdbcStore.h2Memory("closed");
        store.close();

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.monitoring().snapshots().count())
                .withMessageStartingWith("cannot count the snapshots: ");
    }

    @Test
    void h2Memory_withSettingsInItsName_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcStore.h2Memory("a;INIT=DROP ALL OBJECTS"));
    }

    @Test
    void databaseThatGoesAwayWhileItIsOpened_isUnavailable() {
        JdbcDataSource good = new JdbcDataSource();
        good.setURL("jdbc:h2:mem:");
        AtomicInteger asked = new AtomicInteger();
        DataSource source = (DataSource) Proxy.newProxyInstance(
                JdbcStoreIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && asked.incrementAndGet() > 1) {
                        throw new SQLException("too many clients", "53300");
                    }
                    return method.invoke(good, arguments);
                });

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> JdbcStore.postgres(source))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(RepositoryException.Kind.UNAVAILABLE));
    }
}
