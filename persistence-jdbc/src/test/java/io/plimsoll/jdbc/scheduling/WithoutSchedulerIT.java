package io.plimsoll.jdbc.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.jdbc.JdbcStore;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** db-scheduler is an optional dependency. */
class WithoutSchedulerIT {
    @Test
    void store_withoutTheSchedulersJar_doesAllElse() throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("db-scheduler")) {
                jars.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> without.loadClass("com.github.kagkarlsson.scheduler.Scheduler"));
            Class<?> type = without.loadClass(JdbcStore.class.getName());
            try (AutoCloseable store =
                    (AutoCloseable) type.getMethod("h2Memory", String.class).invoke(null, "without")) {
                assertThat(type.getMethod("monitoring").invoke(store)).isNotNull();
                assertThat(type.getMethod("leases").invoke(store)).isNotNull();
            }
        }
    }
}
