package io.plimsoll.jdbc.internal;

import io.plimsoll.core.foundation.error.RepositoryException;
import org.jdbi.v3.core.Handle;

/** Asked first in every write transaction, inside it. */
@FunctionalInterface
public interface Fence {
    /**
     * Returns if the writer may write.
     *
     * @throws RepositoryException {@link RepositoryException.Kind#FENCED} if it may not
     */
    void check(Handle handle);
}
