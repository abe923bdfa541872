package io.plimsoll.core.domain.repository.keeper.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.testing.repository.keeper.AttemptJournalContract;
import io.plimsoll.core.testing.repository.keeper.CandleRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.DecisionRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.PerpDexRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.ProtocolLiquidationRepositoryContract;
import io.plimsoll.core.testing.repository.keeper.SeriesRepositoryContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryKeeperStoreTest {
    @Test
    void journal_isNotDurable() {
        assertThat(new InMemoryKeeperStore().attempts().durable()).isFalse();
    }

    @Nested
    class PerpDex extends PerpDexRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return new InMemoryKeeperStore();
        }
    }

    @Nested
    class Series extends SeriesRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return new InMemoryKeeperStore();
        }
    }

    @Nested
    class Liquidations extends ProtocolLiquidationRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return new InMemoryKeeperStore();
        }
    }

    @Nested
    class Candles extends CandleRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return new InMemoryKeeperStore();
        }
    }

    @Nested
    class Attempts extends AttemptJournalContract {
        @Override
        protected KeeperStore empty() {
            return new InMemoryKeeperStore();
        }
    }

    @Nested
    class Decisions extends DecisionRepositoryContract {
        @Override
        protected KeeperStore empty() {
            return new InMemoryKeeperStore();
        }
    }
}
