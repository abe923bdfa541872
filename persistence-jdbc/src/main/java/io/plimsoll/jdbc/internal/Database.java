package io.plimsoll.jdbc.internal;

import io.plimsoll.core.foundation.error.RepositoryException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs one repository call as one transaction and turns the driver's errors into ours. Thread-safe. */
public final class Database {
    private final Jdbi jdbi;

    public Database(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Runs {@code work} in a transaction that is committed when it returns and rolled back when it throws.
     *
     * @param what it does, for the error: "cannot " + what
     */
    public <T> T transaction(String what, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw new RepositoryException("cannot " + what + ": " + rootMessage(e), e);
        }
    }

    /** {@link #transaction} without a result. */
    public void update(String what, Consumer<Handle> work) {
        transaction(what, handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** An instant as columns of type {@code TIMESTAMP WITH TIME ZONE} take it. */
    public static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
