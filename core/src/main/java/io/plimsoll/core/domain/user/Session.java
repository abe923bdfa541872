package io.plimsoll.core.domain.user;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Duration;
import java.time.Instant;

/**
 * A user's stay, from signing in on.
 *
 * @param tokenHash {@link SessionToken#hash} of the client's token, and the session's identity
 * @param user whose it is
 * @param createdAt when it began
 * @param expiresAt from when on it is no longer valid; after createdAt
 */
public record Session(Bytes32 tokenHash, Address user, Instant createdAt, Instant expiresAt) {
    public Session {
        if (!expiresAt.isAfter(createdAt)) {
            throw new IllegalArgumentException(
                    "a session must expire after it began at " + createdAt + ", got " + expiresAt);
        }
    }

    /** The session that begins now with a token. */
    public static Session begin(SessionToken token, Address user, Instant now, Duration length) {
        return new Session(token.hash(), user, now, now.plus(length));
    }

    /** Whether it is valid at {@code now}. */
    public boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** Whose and until when; no hash, as logs need none. */
    @Override
    public String toString() {
        return "session of " + user + " until " + expiresAt;
    }
}
