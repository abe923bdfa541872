package io.plimsoll.core.domain.repository.keeper;

/**
 * What a keeper keeps: the markets and positions it watches, their history, what others have liquidated, what it has decided
 * and what it has done. Implementations are thread-safe; each call on a repository is one transaction, and a time is kept to
 * the microsecond.
 */
public interface KeeperStore {
    /** Markets of protocols. */
    PerpDexMarketRepository markets();

    /** Positions in those markets. */
    PerpDexPositionRepository positions();

    /** Funding rates of those markets. */
    PerpDexFundingRepository fundingRates();

    /** Open interest of those markets. */
    OpenInterestRepository openInterest();

    /** Profit and loss of accounts. */
    ProfitSnapshotRepository profits();

    /** Liquidations, whoever did them. */
    ProtocolLiquidationRepository liquidations();

    /** Prices as their sources gave them. */
    PriceHistoryRepository prices();

    /** Candles of prices. */
    CandleRepository candles();

    /** What was sent, step by step. */
    AttemptJournal attempts();

    /** What was decided, and why. */
    DecisionRepository decisions();
}
