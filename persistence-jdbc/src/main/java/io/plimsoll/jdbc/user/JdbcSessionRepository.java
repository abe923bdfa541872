package io.plimsoll.jdbc.user;

import io.plimsoll.core.domain.repository.user.SessionRepository;
import io.plimsoll.core.domain.user.Session;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Sessions in {@code user_session}, keyed by the hash of their token. */
final class JdbcSessionRepository implements SessionRepository {
    private static final Table<Session> SESSIONS = Table.<Session>named("user_session")
            .key("token_hash", Type.HASH, Session::tokenHash)
            .column("address", Type.ADDRESS, Session::user)
            .column("created_at", Type.TIME, Session::createdAt)
            .column("expires_at", Type.TIME, Session::expiresAt)
            .build();
    private static final String SELECT = "SELECT token_hash, address, created_at, expires_at FROM user_session";
    private static final RowMapper<Session> MAPPER = Row.mapping(row -> new Session(
            row.get("token_hash", Type.HASH),
            row.get("address", Type.ADDRESS),
            row.get("created_at", Type.TIME),
            row.get("expires_at", Type.TIME)));

    private final Database database;

    JdbcSessionRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Session session) {
        database.update("save a session of " + session.user(), handle -> SESSIONS.upsert(handle, List.of(session)));
    }

    @Override
    public Optional<Session> find(SessionToken token, Instant now) {
        return database.read(
                "read a session",
                handle -> handle.createQuery(SELECT + " WHERE token_hash = :hash AND expires_at > :now")
                        .bind("hash", token.hash())
                        .bind("now", now)
                        .map(MAPPER)
                        .findOne());
    }

    @Override
    public List<Session> live(Address user, Instant now) {
        return database.read(
                "read the sessions of " + user,
                handle -> handle.createQuery(SELECT + """
                                 WHERE address = :user AND expires_at > :now
                                ORDER BY created_at DESC, token_hash DESC
                                """)
                        .bind("user", user)
                        .bind("now", now)
                        .map(MAPPER)
                        .list());
    }

    @Override
    public boolean end(SessionToken token) {
        return database.write(
                "end a session",
                handle -> handle.createUpdate("DELETE FROM user_session WHERE token_hash = :hash")
                                .bind("hash", token.hash())
                                .execute()
                        > 0);
    }

    @Override
    public int endAll(Address user) {
        return database.write(
                "end the sessions of " + user,
                handle -> handle.createUpdate("DELETE FROM user_session WHERE address = :user")
                        .bind("user", user)
                        .execute());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("user_session", "expires_at", limit);
    }
}
