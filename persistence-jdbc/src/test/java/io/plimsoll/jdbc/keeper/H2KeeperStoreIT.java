package io.plimsoll.jdbc.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2KeeperStoreIT extends KeeperStoreContract {
    private static TestDatabase database;
    private static Path file;

    @BeforeAll
    static void open(@TempDir Path folder) {
        file = folder.resolve("store");
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

    @Override
    JdbcStore reopened() {
        return JdbcStore.h2File(file);
    }

    @Test
    void journal_inAFile_isDurable_andInMemoryIsNot() {
        assertThat(database.store().keeper().attempts().durable()).isTrue();
        try (JdbcStore memory = JdbcStore.h2Memory("journal")) {
            assertThat(memory.keeper().attempts().durable()).isFalse();
        }
    }
}
