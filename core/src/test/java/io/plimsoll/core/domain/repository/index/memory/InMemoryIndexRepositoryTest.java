package io.plimsoll.core.domain.repository.index.memory;

import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.testing.repository.index.IndexRepositoryContract;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.core.testing.repository.index.Unwritable;
import java.util.List;

class InMemoryIndexRepositoryTest extends IndexRepositoryContract {
    private final InMemoryEvents<Sighting> sightings = InMemoryEvents.of(Sighting.class, "sighting");

    @Override
    protected IndexRepository empty() {
        return InMemoryIndexRepository.of(sightings, Unwritable.writer());
    }

    @Override
    protected List<Sighting> stored(ChainId chain) {
        return sightings.between(chain, 0, Long.MAX_VALUE);
    }
}
