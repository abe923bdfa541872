package io.plimsoll.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** A database with one small table, to do harm to. */
final class Things implements AutoCloseable {
    /** A row. */
    record Thing(long id, String text) {}

    static final Table<Thing> TABLE = Table.<Thing>named("thing")
            .key("id", Type.LONG, Thing::id)
            .column("text_column", Type.text(200), Thing::text)
            .build();

    private final HikariDataSource pool;
    private final Database database;

    private Things(HikariDataSource pool, Database database) {
        this.pool = pool;
        this.database = database;
    }

    /** Opens a pool of two connections, with limits that end within a test, and makes the table. */
    static Things in(DataSource source, Engine engine) {
        return in(source, engine, Duration.ofMillis(600), Duration.ofMillis(400), Duration.ofSeconds(5));
    }

    static Things in(DataSource source, Engine engine, Duration statement, Duration lock, Duration toAnswer) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(300);
        config.setConnectionInitSql(engine.limits(statement, lock));
        HikariDataSource pool = new HikariDataSource(config);
        Things things = new Things(pool, Database.over(pool, engine, toAnswer));
        things.database.update(
                "make the table",
                handle -> handle.execute(
                        "CREATE TABLE IF NOT EXISTS thing (id BIGINT PRIMARY KEY, text_column VARCHAR(200) NOT NULL)"));
        return things;
    }

    Database database() {
        return database;
    }

    void save(List<Thing> things) {
        database.update("save the things", handle -> TABLE.upsert(handle, things));
    }

    void save(long id, String text) {
        save(List.of(new Thing(id, text)));
    }

    List<Thing> all() {
        return database.read(
                "read the things",
                handle -> handle.createQuery("SELECT id, text_column FROM thing ORDER BY id")
                        .map(Row.mapping(
                                row -> new Thing(row.get("id", Type.LONG), row.get("text_column", Type.text(200)))))
                        .list());
    }

    void clear() {
        database.update("clear", handle -> handle.execute("DELETE FROM thing"));
    }

    static List<Thing> many(int number, String text) {
        return LongStream.range(0, number).mapToObj(id -> new Thing(id, text)).toList();
    }

    @Override
    public void close() {
        pool.close();
    }
}
