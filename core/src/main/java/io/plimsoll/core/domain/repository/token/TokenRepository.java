package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TrackedToken;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tokens that are followed. Implementations are thread-safe; each call is one transaction. */
public interface TokenRepository {
    /** Adds tokens, or replaces those that are there. */
    void upsert(Collection<TrackedToken> tokens);

    /** {@link #upsert(Collection)} of one. */
    default void upsert(TrackedToken token) {
        upsert(List.of(token));
    }

    /** The token, if it is known. */
    Optional<TrackedToken> find(TokenId token);

    /** All of them, active or not, by chain and address. */
    List<TrackedToken> all();
}
