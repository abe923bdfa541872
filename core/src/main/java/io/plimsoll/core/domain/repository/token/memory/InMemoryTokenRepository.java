package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.token.TokenRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TrackedToken;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Tokens in a sorted map. */
final class InMemoryTokenRepository implements TokenRepository {
    private final TreeMap<TokenId, TrackedToken> tokens = new TreeMap<>();

    @Override
    public synchronized void upsert(Collection<TrackedToken> added) {
        added.forEach(token -> tokens.put(token.id(), token));
    }

    @Override
    public synchronized Optional<TrackedToken> find(TokenId token) {
        return Optional.ofNullable(tokens.get(token));
    }

    @Override
    public synchronized List<TrackedToken> all() {
        return List.copyOf(tokens.values());
    }
}
