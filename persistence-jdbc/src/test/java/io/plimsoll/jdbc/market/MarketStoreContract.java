package io.plimsoll.jdbc.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.AlertCondition;
import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.repository.market.AlertRepositoryContract;
import io.plimsoll.core.testing.repository.market.HealthRepositoryContract;
import io.plimsoll.core.testing.repository.market.NotificationSettingsRepositoryContract;
import io.plimsoll.core.testing.repository.market.PositionSnapshotRepositoryContract;
import io.plimsoll.core.testing.repository.market.TradeRepositoryContract;
import io.plimsoll.core.testing.repository.market.TradeSummaryRepositoryContract;
import io.plimsoll.core.testing.repository.market.WhaleTradeRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts of the market domain. A subclass for each engine opens the database, once for all its tests. */
abstract class MarketStoreContract {
    abstract TestDatabase database();

    /** Who checks an alert while it is deleted leaves nothing that another alert of its id would take over. */
    @Test
    void stateOfAnAlertThatIsBeingDeleted_doesNotOutliveIt() throws Exception {
        AlertRepository alerts = database().emptied().market().alerts();
        Instant time = Instant.parse("2026-03-01T00:00:00Z");
        MarketAlert alert = new MarketAlert(
                "a",
                Address.ZERO,
                "BTC",
                AlertCondition.PRICE_ABOVE,
                BigDecimal.TEN,
                Severity.WARNING,
                Set.of(),
                true,
                time);
        alerts.upsert(alert);
        ExecutorService checker = Executors.newSingleThreadExecutor();
        try (Connection user = database().source().getConnection();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("DELETE FROM market_alert WHERE alert_id = 'a'");
            Future<?> checked = checker.submit(() -> alerts.upsertStates(
                    List.of(new AlertState("a", false, time, Optional.of(BigDecimal.TEN), 1, Optional.of(time)))));
            try {
                checked.get(300, TimeUnit.MILLISECONDS);
            } catch (TimeoutException waitsForTheUser) {
                // as it should
            }
            user.commit();
            checked.get(30, TimeUnit.SECONDS);
        } finally {
            checker.shutdownNow();
        }
        alerts.upsert(alert);

        assertThat(alerts.states(List.of("a"))).isEmpty();
    }

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
