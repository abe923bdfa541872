package io.plimsoll.jdbc;

import io.plimsoll.jdbc.internal.Engine;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;

class H2MigrationsIT extends MigrationsContract {
    @TempDir
    Path folder;

    private int databases;
    private Path last;

    @Override
    DataSource emptyDatabase() {
        last = folder.resolve("store" + databases++);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + last);
        return source;
    }

    @Override
    Engine engine() {
        return Engine.H2;
    }

    @Override
    JdbcStore open(DataSource source) {
        return JdbcStore.h2File(last);
    }
}
