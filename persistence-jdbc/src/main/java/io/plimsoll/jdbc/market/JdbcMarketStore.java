package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.domain.repository.market.HealthRepository;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.NotificationSettingsRepository;
import io.plimsoll.core.domain.repository.market.PositionSnapshotRepository;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import io.plimsoll.core.domain.repository.market.TradeSummaryRepository;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;
import io.plimsoll.jdbc.internal.Database;

/** The market store over one database. Thread-safe. */
public final class JdbcMarketStore implements MarketStore {
    private final TradeRepository trades;
    private final TradeSummaryRepository summaries;
    private final WhaleTradeRepository whales;
    private final PositionSnapshotRepository positions;
    private final AlertRepository alerts;
    private final NotificationSettingsRepository notifications;
    private final HealthRepository health;

    /** The store in this database, whose tables are there. */
    public JdbcMarketStore(Database database) {
        RollUp rollUp = new RollUp(database);
        this.trades = new JdbcTradeRepository(database, rollUp);
        this.summaries = new JdbcTradeSummaryRepository(database, rollUp);
        this.whales = new JdbcWhaleTradeRepository(database);
        this.positions = new JdbcPositionSnapshotRepository(database);
        this.alerts = new JdbcAlertRepository(database);
        this.notifications = new JdbcNotificationSettingsRepository(database);
        this.health = new JdbcHealthRepository(database);
    }

    @Override
    public TradeRepository trades() {
        return trades;
    }

    @Override
    public TradeSummaryRepository summaries() {
        return summaries;
    }

    @Override
    public WhaleTradeRepository whales() {
        return whales;
    }

    @Override
    public PositionSnapshotRepository positions() {
        return positions;
    }

    @Override
    public AlertRepository alerts() {
        return alerts;
    }

    @Override
    public NotificationSettingsRepository notifications() {
        return notifications;
    }

    @Override
    public HealthRepository health() {
        return health;
    }
}
