package io.plimsoll.core.domain.repository.user;

import io.plimsoll.core.domain.user.Session;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is signed in. A token that is unknown, malformed, expired or ended gives the same answer, so that nobody learns which.
 * Implementations are thread-safe; each call is one transaction.
 */
public interface SessionRepository {
    /**
     * Stores a session; the one with the same token is replaced, for example to prolong it.
     *
     * @throws RepositoryException if its user is not stored
     */
    void upsert(Session session);

    /** The session of a token, if it is valid at {@code now}. */
    Optional<Session> find(SessionToken token, Instant now);

    /** A user's sessions that are valid at {@code now}, newest first. */
    List<Session> live(Address user, Instant now);

    /** Ends the session of a token; false if there was none. */
    boolean end(SessionToken token);

    /** Ends all sessions of a user, and says how many there were, expired ones too. */
    int endAll(Address user);

    /** Deletes those that expired before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
