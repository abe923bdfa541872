package io.plimsoll.jdbc.internal;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.h2.api.ErrorCode;

/** Says what kind of failure a driver's error is. */
public final class Failures {
    private Failures() {}

    /**
     * The typed error.
     *
     * @param what could not be done, for "cannot " + what
     */
    public static RepositoryException of(String what, Throwable error) {
        return new RepositoryException(kind(error), "cannot " + what + ": " + rootMessage(error), error);
    }

    private static Kind kind(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof PoolInitializationException) {
                return Kind.UNAVAILABLE;
            }
            if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
                return Kind.POOL_EXHAUSTED;
            }
            if (e instanceof SQLException) {
                Kind kind = kind((SQLException) e);
                if (kind != Kind.OTHER) {
                    return kind;
                }
            }
        }
        return Kind.OTHER;
    }

    private static Kind kind(SQLException error) {
        switch (error.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1:
                return Kind.IN_USE;
            case ErrorCode.DATABASE_IS_CLOSED:
                return Kind.CLOSED;
            case ErrorCode.LOCK_TIMEOUT_1:
            case ErrorCode.CONCURRENT_UPDATE_1:
                return Kind.CONFLICT;
            default:
                return kindOfState(String.valueOf(error.getSQLState()));
        }
    }

    private static Kind kindOfState(String state) {
        if (state.equals("08001") || state.equals("08004") || state.startsWith("28") || state.equals("3D000")) {
            return Kind.UNAVAILABLE;
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Kind.CONNECTION_LOST;
        }
        if (state.startsWith("40") || state.equals("55P03") || state.equals("57014")) {
            return Kind.CONFLICT;
        }
        if (state.equals("23505")) {
            return Kind.DUPLICATE;
        }
        if (state.startsWith("22")) {
            return Kind.UNSTORABLE;
        }
        if (state.equals("53100")) {
            return Kind.STORAGE_FULL;
        }
        if (state.startsWith("42")) {
            return Kind.WRONG_SCHEMA;
        }
        return Kind.OTHER;
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
