package io.plimsoll.jdbc.monitoring;

import io.plimsoll.jdbc.JdbcStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2MonitoringStoreIT extends MonitoringStoreContract {
    @TempDir
    Path folder;

    @Override
    JdbcStore openEmpty() {
        return JdbcStore.h2File(folder.resolve("store"));
    }
}
