package io.plimsoll.jdbc;

import io.plimsoll.jdbc.internal.Engine;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.DatabaseEventListener;
import org.h2.jdbcx.JdbcDataSource;

/** A process that dies on the spot after some statements of a migration. Run by {@link H2MigrationsIT}. */
public final class KilledMigration implements DatabaseEventListener {
    static final int KILLED = 77;

    private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

    /** Arguments: the file; after how many statements that create or alter something it dies. */
    public static void main(String[] args) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + args[0] + ";WRITE_DELAY=0;DATABASE_EVENT_LISTENER='"
                + KilledMigration.class.getName() + "'");
        LEFT.set(Integer.parseInt(args[1]));
        new Migrations("the test", source, Engine.H2).migrate(Domain.MONITORING);
    }

    @Override
    public void setProgress(int state, String name, long done, long of) {
        if (state == DatabaseEventListener.STATE_STATEMENT_END
                && name.strip().matches("(?s)(?:CREATE|ALTER) .*")
                && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
