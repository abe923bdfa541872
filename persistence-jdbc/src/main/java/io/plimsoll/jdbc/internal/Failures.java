package io.plimsoll.jdbc.internal;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.StatementException;

/**
 * Says what kind of failure a driver's error is, and what to do. Texts in which a driver repeats the values of a row are left
 * out, also of the causes: they may be personal.
 *
 * @see <a href="https://www.postgresql.org/docs/15/errcodes-appendix.html">PostgreSQL's codes</a>
 */
public final class Failures {
    private static final Pattern ALL_BUSY = Pattern.compile("total=([1-9]\\d*), active=\\1,");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*(?:\"|$)|'[^']*(?:'|$)");
    private static final Pattern H2_CLASH = Pattern.compile(" ON ([^ (]+\\([^)]*\\))");
    private static final List<String> DISK_FULL = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "File too large",
            "There is not enough space on the disk");

    private Failures() {}

    /**
     * The typed error.
     *
     * @param what could not be done, for "cannot " + what
     */
    public static RepositoryException of(String what, Throwable error) {
        Kind kind = kind(error);
        return new RepositoryException(
                kind, "cannot " + what + ": " + safeMessage(error) + advice(kind), withoutValues(error));
    }

    /** {@link #of} for an error while the database was opened: what cannot be told more closely is that it is unavailable. */
    public static RepositoryException opening(String what, SQLException error) {
        return of(what, new ConnectionException(error));
    }

    private static Kind kind(Throwable error) {
        if (isDiskFull(error)) {
            return Kind.STORAGE_FULL;
        }
        Kind kind = Kind.OTHER;
        boolean opening = false;
        for (Throwable e = error; e != null && kind == Kind.OTHER; e = e.getCause()) {
            opening |= e instanceof ConnectionException || e instanceof PoolInitializationException;
            if (e instanceof SQLException sql) {
                kind = kind(sql);
            }
        }
        return opening && (kind == Kind.OTHER || kind == Kind.CONNECTION_LOST) ? Kind.UNAVAILABLE : kind;
    }

    private static Kind kind(SQLException error) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof SQLTransientConnectionException
                && (error.getCause() == null || ALL_BUSY.matcher(message).find())) {
            return Kind.POOL_EXHAUSTED;
        }
        if (message.startsWith("HikariDataSource ") && message.endsWith(" has been closed.")) {
            return Kind.CLOSED;
        }
        return switch (error.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> Kind.IN_USE;
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN, ErrorCode.CONNECTION_BROKEN_1 ->
                Kind.CONNECTION_LOST;
            case ErrorCode.LOCK_TIMEOUT_1, ErrorCode.CONCURRENT_UPDATE_1 -> Kind.CONFLICT;
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 -> Kind.CORRUPT;
            default -> kindOfState(String.valueOf(error.getSQLState()));
        };
    }

    private static Kind kindOfState(String state) {
        return switch (state) {
            // nobody there, too many there, no such user or database, no right, a standby that only reads
            case "08001", "08004", "3D000", "42501", "53300", "25006" -> Kind.UNAVAILABLE;
            // a transaction that stood still too long is cut off
            case "25P03", "40003" -> Kind.CONNECTION_LOST;
            // a lock or a statement took too long; a plan of before a migration
            case "55P03", "57014", "0A000" -> Kind.CONFLICT;
            case "23505" -> Kind.DUPLICATE;
            // no value that is refused, but a sum of ours that went wrong
            case "22012" -> Kind.OTHER;
            // a row or an index entry that is too large
            case "54000" -> Kind.UNSTORABLE;
            case "53100", "53400" -> Kind.STORAGE_FULL;
            case "3F000" -> Kind.WRONG_SCHEMA;
            case "XX001", "XX002" -> Kind.CORRUPT;
            default -> kindOfClass(state);
        };
    }

    private static Kind kindOfClass(String state) {
        if (state.startsWith("28")) {
            return Kind.UNAVAILABLE;
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Kind.CONNECTION_LOST;
        }
        if (state.startsWith("40")) {
            return Kind.CONFLICT;
        }
        if (state.startsWith("22")) {
            return Kind.UNSTORABLE;
        }
        if (state.startsWith("42")) {
            return Kind.WRONG_SCHEMA;
        }
        return Kind.OTHER;
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case POOL_EXHAUSTED -> ": every connection was busy; make fewer calls at a time, or shorter ones";
            case CONNECTION_LOST -> ": whether a commit took effect is not known; repeat the call";
            case CONFLICT -> ": nothing was stored; repeat the call";
            case STORAGE_FULL -> ": nothing was stored; make room, then repeat the call";
            case DUPLICATE, UNSTORABLE -> ": nothing was stored";
            case CLOSED -> ": open another store";
            default -> "";
        };
    }

    /** H2 names the reason of a failed batch only in what failed after it, which is suppressed. */
    private static boolean isDiskFull(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(error));
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            String message = String.valueOf(next.getMessage());
            if ((next instanceof IOException || next instanceof SQLException)
                    && DISK_FULL.stream().anyMatch(message::contains)) {
                return true;
            }
            Optional.ofNullable(next.getCause()).ifPresent(open::add);
            open.addAll(List.of(next.getSuppressed()));
            if (next instanceof SQLException sql) {
                Optional.ofNullable(sql.getNextException()).ifPresent(open::add);
            }
        }
        return false;
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * What the first cause says: the first line, which with PostgreSQL is without the row and the place in a COPY; of an error
     * about values the part without them.
     */
    public static String safeMessage(Throwable error) {
        return safeText(root(error));
    }

    private static String safeText(Throwable error) {
        String line = String.valueOf(error.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("; SQL statement:$", "");
        if (!(error instanceof SQLException sql) || !repeatsValues(sql)) {
            return line;
        }
        Matcher clash = H2_CLASH.matcher(line);
        int value = line.indexOf(": \"");
        String text = (value < 0 ? line : line.substring(0, value)) + (clash.find() ? " of " + clash.group(1) : "");
        // an error about a value names no constraint: what it quotes is the value
        return isAboutAValue(sql) && value < 0 ? QUOTED.matcher(text).replaceAll("\"…\"") : text;
    }

    private static boolean repeatsValues(SQLException error) {
        return isAboutAValue(error) || String.valueOf(error.getSQLState()).startsWith("23");
    }

    private static boolean isAboutAValue(SQLException error) {
        return String.valueOf(error.getSQLState()).startsWith("22");
    }

    /**
     * The cause to hand on: of the driver's errors their safe texts, codes and stack traces, and the statement as it was before
     * values were bound. What is around them repeats their whole texts, and a batch those of its rows.
     */
    public static Throwable withoutValues(Throwable error) {
        String statement = "";
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof StatementException during && during.getStatementContext() != null) {
                statement = " in " + during.getStatementContext().getRawSql();
            }
            if (e instanceof SQLException sql) {
                return bare(sql, statement);
            }
        }
        return error;
    }

    private static SQLException bare(SQLException error, String statement) {
        Throwable cause = error.getCause();
        if (error instanceof BatchUpdateException && cause instanceof SQLException row) {
            return bare(row, statement);
        }
        String text = error instanceof BatchUpdateException && cause != null ? "a batch failed" : safeText(error);
        SQLException bare = new SQLException(
                text + statement,
                error.getSQLState(),
                error.getErrorCode(),
                cause instanceof SQLException sql ? bare(sql, "") : cause);
        bare.setStackTrace(error.getStackTrace());
        return bare;
    }
}
