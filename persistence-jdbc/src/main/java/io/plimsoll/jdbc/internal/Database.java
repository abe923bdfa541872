package io.plimsoll.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.engine.Constants;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Runs one repository call as one transaction and turns the driver's errors into ours. Thread-safe. */
public final class Database {
    private static final int ROWS_IN_ONE_DELETE = 10_000;

    private final DataSource pool;
    private final Jdbi jdbi;
    private final Duration toAnswer;
    private final Engine engine;
    private final Fence fence;
    /** H2's writers take turns: its upserts of one key by two transactions could clash. */
    private final ReentrantLock turn;

    private Database(DataSource pool, Jdbi jdbi, Duration toAnswer, Engine engine, Fence fence, ReentrantLock turn) {
        this.pool = pool;
        this.jdbi = jdbi;
        this.toAnswer = toAnswer;
        this.engine = engine;
        this.fence = fence;
        this.turn = turn;
    }

    /** A database of this engine, over a pool; a server gets 70 s for each answer. */
    public static Database over(DataSource pool, Engine engine) {
        return over(pool, engine, Duration.ofSeconds(70));
    }

    /**
     * A database of this engine, over a pool.
     *
     * @param toAnswer how long a server gets before its connection counts as lost
     */
    public static Database over(DataSource pool, Engine engine, Duration toAnswer) {
        Jdbi jdbi = Jdbi.create(pool);
        // what was bound may be personal
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(false);
        jdbi.registerArgument(bound(Address.class, Type.ADDRESS));
        jdbi.registerArgument(bound(Bytes32.class, Type.HASH));
        jdbi.registerArgument(bound(ChainId.class, Type.CHAIN));
        jdbi.registerArgument(bound(Instant.class, Type.TIME));
        jdbi.registerArgument(bound(LocalDate.class, Type.DATE));
        jdbi.registerArgument(bound(String.class, Type.DOCUMENT));
        jdbi.registerArgument(bound(BigDecimal.class, Type.DECIMAL));
        jdbi.registerArgument(bound(BigInteger.class, Type.AMOUNT));
        return new Database(pool, jdbi, toAnswer, engine, handle -> {}, new ReentrantLock(true));
    }

    /**
     * Lets queries bind values of {@code type} as columns of that type hold them. Preparable, as Jdbi asks those first and has some
     * of its own for these types.
     */
    private static <V> ArgumentFactory.Preparable bound(Class<V> type, Type<V> column) {
        return (wanted, config) -> wanted == type
                ? Optional.of(value -> (position, statement, context) -> {
                    Optional<Object> bound = Optional.ofNullable(type.cast(value))
                            .flatMap(present -> isSearch(context)
                                    ? column.searched(type.getSimpleName(), present)
                                    : Optional.of(column.toJdbc(type.getSimpleName(), present)));
                    if (bound.isPresent()) {
                        statement.setObject(position, bound.get());
                    } else {
                        statement.setNull(position, column.sqlType());
                    }
                })
                : Optional.empty();
    }

    /**
     * Whether what is bound is only looked for. A text that no column can hold is then in none: it is bound as NULL, which nothing
     * is equal to.
     */
    private static boolean isSearch(StatementContext context) {
        return context.getConfig(Searching.class).on || context.getRawSql().startsWith("DELETE ");
    }

    /** Whether a handle's statements only read. */
    public static final class Searching implements JdbiConfig<Searching> {
        private boolean on;

        /** Not so. */
        public Searching() {}

        @Override
        public Searching createCopy() {
            Searching copy = new Searching();
            copy.on = on;
            return copy;
        }
    }

    /** The same database, whose every write asks {@code fence} first. */
    public Database fencedBy(Fence next) {
        return new Database(pool, jdbi, toAnswer, engine, next, turn);
    }

    /** What it is. */
    public Engine engine() {
        return engine;
    }

    /**
     * Runs {@code work} over one state of the database: what others commit meanwhile is not seen.
     *
     * @param what it does, for the error: "cannot " + what
     */
    public <T> T read(String what, HandleCallback<T, RuntimeException> work) {
        return transaction(what, false, handle -> {
            handle.getConfig(Searching.class).on = true;
            // the driver's own way costs PostgreSQL two more round trips
            if (engine == Engine.POSTGRES) {
                handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            } else {
                snapshot(handle);
            }
            return work.withHandle(handle);
        });
    }

    /**
     * Runs {@code work} in a transaction that is committed when it returns and rolled back when it throws.
     *
     * @param what it does, for the error: "cannot " + what
     */
    public <T> T write(String what, HandleCallback<T, RuntimeException> work) {
        return inTurn(what, false, work);
    }

    /**
     * {@link #write} whose commit a power cut does not undo: H2 itself leaves the last seconds to the operating system, so its
     * file is forced to the disk before this returns.
     */
    public <T> T writeForced(String what, HandleCallback<T, RuntimeException> work) {
        return inTurn(what, engine == Engine.H2, work);
    }

    private <T> T inTurn(String what, boolean force, HandleCallback<T, RuntimeException> work) {
        if (engine == Engine.POSTGRES) {
            return fenced(what, force, work);
        }
        turn.lock();
        try {
            return fenced(what, force, work);
        } finally {
            turn.unlock();
        }
    }

    /** {@link #write} without a result. */
    public void update(String what, Consumer<Handle> work) {
        write(what, handle -> {
            work.accept(handle);
            return true;
        });
    }

    /**
     * Deletes the rows whose time is before {@code limit}, some at a time, each time in a transaction of its own: nobody waits
     * long, and what was deleted before an error stays deleted.
     *
     * @return how many
     */
    public int deleteOlderThan(String table, String timeColumn, Instant limit) {
        return deleteOlderThan(table, timeColumn, limit, "", Map.of());
    }

    /** {@link #deleteOlderThan(String, String, Instant)} of the rows alone that have {@code value} in {@code column}. */
    public int deleteOlderThan(String table, String timeColumn, Instant limit, String column, String value) {
        return deleteOlderThan(table, timeColumn, limit, " AND " + column + " = :value", Map.of("value", value));
    }

    private int deleteOlderThan(
            String table, String timeColumn, Instant limit, String condition, Map<String, String> values) {
        String which = timeColumn + " < :limit" + condition;
        String old = engine == Engine.POSTGRES
                ? "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table + " WHERE " + which
                        // before 15.15 and 17.7 a row that was changed meanwhile is found by its old ctid: ask it again
                        + " LIMIT " + ROWS_IN_ONE_DELETE + ")) AND " + which
                : "DELETE FROM " + table + " WHERE " + which + " FETCH FIRST " + ROWS_IN_ONE_DELETE + " ROWS ONLY";
        int sum = 0;
        int deleted;
        do {
            deleted = write(
                    "delete old rows of " + table,
                    handle -> handle.createUpdate(old)
                            .bind("limit", limit)
                            .bindMap(values)
                            .execute());
            sum += deleted;
        } while (deleted == ROWS_IN_ONE_DELETE);
        return sum;
    }

    private <T> T fenced(String what, boolean force, HandleCallback<T, RuntimeException> work) {
        return transaction(what, force, handle -> {
            fence.check(handle);
            return work.withHandle(handle);
        });
    }

    private <T> T transaction(String what, boolean force, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(handle -> {
                T result = handle.inTransaction(transaction -> {
                    limit(transaction);
                    return work.withHandle(transaction);
                });
                if (force) {
                    handle.execute("CHECKPOINT SYNC");
                }
                return result;
            });
        } catch (JdbiException e) {
            RepositoryException failure = Failures.of(what, e);
            if (failure.kind() == Kind.CONNECTION_LOST
                    || (engine == Engine.H2 && failure.kind() == Kind.STORAGE_FULL)) {
                renewConnections();
            }
            throw failure;
        }
    }

    /** H2's repeatable read is one state of each table, not of all. */
    private static void snapshot(Handle handle) {
        try {
            handle.getConnection().setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** The other connections to a server or a file that has gone are no better. */
    private void renewConnections() {
        if (pool instanceof HikariDataSource hikari) {
            hikari.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** With a server that has vanished without a word a call would wait for ever. */
    private void limit(Handle handle) {
        if (engine == Engine.POSTGRES) {
            try {
                handle.getConnection().setNetworkTimeout(Runnable::run, Math.toIntExact(toAnswer.toMillis()));
            } catch (SQLException e) {
                throw new ConnectionException(e);
            }
        }
    }
}
