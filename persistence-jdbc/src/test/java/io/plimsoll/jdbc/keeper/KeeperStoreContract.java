package io.plimsoll.jdbc.keeper;

import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.testing.repository.keeper.AttemptJournalContract;
import io.plimsoll.core.testing.repository.keeper.CandleRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.DecisionRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.PerpDexRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.ProtocolLiquidationRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.SeriesRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The contracts of the keeper's store. A subclass for each engine opens the database, once for all its tests. */
abstract class KeeperStoreContract {
    abstract TestDatabase database();

    private KeeperStore emptied() {
        return database().emptied().keeper();
    }

    @Nested
    class PerpDex extends PerpDexRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Series extends SeriesRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Liquidations extends ProtocolLiquidationRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Candles extends CandleRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Attempts extends AttemptJournalContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }

    @Nested
    class Decisions extends DecisionRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return emptied();
        }
    }
}
