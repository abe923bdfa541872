package io.plimsoll.core.domain.repository.index.memory;

import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.testing.repository.index.TokenIndexContract;

class InMemoryTokenIndexTest extends TokenIndexContract {
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final IndexRepository index = InMemoryIndexRepository.of(tokens.transferWriter(), tokens.paymentWriter());

    @Override
    protected TokenStore tokens() {
        return tokens;
    }

    @Override
    protected IndexRepository index() {
        return index;
    }
}
