package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.domain.repository.market.HealthRepository;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.NotificationSettingsRepository;
import io.plimsoll.core.domain.repository.market.PositionSnapshotRepository;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import io.plimsoll.core.domain.repository.market.TradeSummaryRepository;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;

/** The market store in memory; ends with the process. Thread-safe. */
public final class InMemoryMarketStore implements MarketStore {
    private final TradeBook book = new TradeBook();
    private final TradeRepository trades = new InMemoryTradeRepository(book);
    private final TradeSummaryRepository summaries = new InMemoryTradeSummaryRepository(book);
    private final WhaleTradeRepository whales = new InMemoryWhaleTradeRepository(book);
    private final PositionSnapshotRepository positions = new InMemoryPositionSnapshotRepository();
    private final AlertRepository alerts = new InMemoryAlertRepository();
    private final NotificationSettingsRepository notifications = new InMemoryNotificationSettingsRepository();
    private final HealthRepository health = new InMemoryHealthRepository();

    /** An empty store. */
    public InMemoryMarketStore() {}

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
