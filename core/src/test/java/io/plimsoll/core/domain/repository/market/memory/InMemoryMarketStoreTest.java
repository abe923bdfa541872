package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.testing.repository.market.AlertRepositoryContract;
import io.plimsoll.core.testing.repository.market.HealthRepositoryContract;
import io.plimsoll.core.testing.repository.market.NotificationSettingsRepositoryContract;
import io.plimsoll.core.testing.repository.market.PositionSnapshotRepositoryContract;
import io.plimsoll.core.testing.repository.market.TradeRepositoryContract;
import io.plimsoll.core.testing.repository.market.TradeSummaryRepositoryContract;
import io.plimsoll.core.testing.repository.market.WhaleTradeRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryMarketStoreTest {
    @Nested
    class Trades extends TradeRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }

    @Nested
    class Summaries extends TradeSummaryRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }

    @Nested
    class Whales extends WhaleTradeRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }

    @Nested
    class Positions extends PositionSnapshotRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }

    @Nested
    class Alerts extends AlertRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }

    @Nested
    class Notifications extends NotificationSettingsRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }

    @Nested
    class Health extends HealthRepositoryContract {
        @Override
        protected MarketStore empty() {
            return new InMemoryMarketStore();
        }
    }
}
