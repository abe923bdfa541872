package io.plimsoll.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2DatabaseFaultsIT extends DatabaseFaultsContract {
    private static final JdbcDataSource SOURCE = new JdbcDataSource();
    private static Things things;

    @BeforeAll
    static void open(@TempDir Path folder) {
        SOURCE.setURL("jdbc:h2:file:" + folder.resolve("things") + ";WRITE_DELAY=0");
        things = Things.in(SOURCE, Engine.H2);
    }

    @AfterAll
    static void close() {
        things.close();
    }

    @Override
    Things things() {
        return things;
    }

    @Override
    DataSource source() {
        return SOURCE;
    }

    @Override
    String countOfWaiting() {
        return "SELECT count(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
    }

    @Override
    String slow() {
        return "SELECT max(x) FROM SYSTEM_RANGE(1, 1000000000000) WHERE MOD(x, 7) = 8";
    }

    @Override
    void patient(Statement statement) throws SQLException {
        statement.execute("SET LOCK_TIMEOUT 30000");
    }
}
