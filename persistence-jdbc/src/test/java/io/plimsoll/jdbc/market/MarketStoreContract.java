package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.testing.repository.market.AlertRepositoryContract;
import io.plimsoll.core.testing.repository.market.HealthRepositoryContract;
import io.plimsoll.core.testing.repository.market.NotificationSettingsRepositoryContract;
import io.plimsoll.core.testing.repository.market.PositionSnapshotRepositoryContract;
import io.plimsoll.core.testing.repository.market.TradeRepositoryContract;
import io.plimsoll.core.testing.repository.market.TradeSummaryRepositoryContract;
import io.plimsoll.core.testing.repository.market.WhaleTradeRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The contracts of the market domain. A subclass for each engine opens the database, once for all its tests. */
abstract class MarketStoreContract {
    abstract TestDatabase database();

    @Nested
    class Trades extends TradeRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }

    @Nested
    class Summaries extends TradeSummaryRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }

    @Nested
    class Whales extends WhaleTradeRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }

    @Nested
    class Positions extends PositionSnapshotRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }

    @Nested
    class Alerts extends AlertRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }

    @Nested
    class Notifications extends NotificationSettingsRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }

    @Nested
    class Health extends HealthRepositoryContract {
        @Override
        protected MarketStore empty() {
            return database().emptied().market();
        }
    }
}
