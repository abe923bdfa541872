package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.testing.repository.index.IndexRepositoryContract;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.core.testing.repository.index.Unwritable;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;

/** The contract of indexes over a database, and what only a database can do wrong. */
abstract class JdbcIndexRepositoryContract extends IndexRepositoryContract {
    abstract TestDatabase database();

    @BeforeEach
    void emptied() {
        repository();
        database().emptied();
    }

    private JdbcIndexRepository repository() {
        return database().store().index(Sightings.TABLE, Unwritable.<Handle>writer());
    }

    @Override
    protected IndexRepository empty() {
        return repository();
    }

    @Override
    protected List<Sighting> stored(ChainId chain) {
        return Sightings.all(repository(), chain);
    }
}
