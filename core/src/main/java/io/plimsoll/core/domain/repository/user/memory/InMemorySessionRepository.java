package io.plimsoll.core.domain.repository.user.memory;

import io.plimsoll.core.domain.repository.user.SessionRepository;
import io.plimsoll.core.domain.user.Session;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Sessions by the hash of their token. The map of users is the lock. */
final class InMemorySessionRepository implements SessionRepository {
    private final Map<Address, User> users;
    private final Map<Bytes32, Session> sessions = new HashMap<>();

    InMemorySessionRepository(Map<Address, User> users) {
        this.users = users;
    }

    @Override
    public void upsert(Session session) {
        synchronized (users) {
            if (!users.containsKey(session.user())) {
                throw new RepositoryException(
                        Kind.OTHER, "cannot save a session of " + session.user() + ": there is no such user");
            }
            sessions.put(session.tokenHash(), session);
        }
    }

    @Override
    public Optional<Session> find(SessionToken token, Instant now) {
        synchronized (users) {
            return Optional.ofNullable(sessions.get(token.hash())).filter(session -> session.isLive(now));
        }
    }

    @Override
    public List<Session> live(Address user, Instant now) {
        synchronized (users) {
            return sessions.values().stream()
                    .filter(session -> session.user().equals(user) && session.isLive(now))
                    .sorted(Comparator.comparing(Session::createdAt)
                            .thenComparing(Session::tokenHash)
                            .reversed())
                    .toList();
        }
    }

    @Override
    public boolean end(SessionToken token) {
        synchronized (users) {
            return sessions.remove(token.hash()) != null;
        }
    }

    @Override
    public int endAll(Address user) {
        return delete(session -> session.user().equals(user));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return delete(session -> session.expiresAt().isBefore(limit));
    }

    private int delete(Predicate<Session> which) {
        synchronized (users) {
            int before = sessions.size();
            sessions.values().removeIf(which);
            return before - sessions.size();
        }
    }
}
