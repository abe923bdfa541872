package io.plimsoll.core.domain.repository.market;

/** Trades, what was made of them, and who wants to be told. Thread-safe, as are its repositories. */
public interface MarketStore {
    /** Single trades. */
    TradeRepository trades();

    /** Hours and days of trades. */
    TradeSummaryRepository summaries();

    /** The large ones among the trades. */
    WhaleTradeRepository whales();

    /** The history of positions. */
    PositionSnapshotRepository positions();

    /** What users want to be told of markets, and what they were told. */
    AlertRepository alerts();

    /** How users want to be told. */
    NotificationSettingsRepository notifications();

    /** The history of the health checks. */
    HealthRepository health();
}
