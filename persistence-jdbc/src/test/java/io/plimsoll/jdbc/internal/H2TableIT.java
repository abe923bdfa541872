package io.plimsoll.jdbc.internal;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2TableIT extends TableContract {
    private static JdbcConnectionPool pool;

    @BeforeAll
    static void open(@TempDir Path folder) {
        pool = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0", "", "");
    }

    @AfterAll
    static void close() {
        pool.dispose();
    }

    @Override
    DataSource emptySource() {
        return pool;
    }

    @Override
    Engine engine() {
        return Engine.H2;
    }
}
