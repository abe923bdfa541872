package io.plimsoll.jdbc.keeper;

import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.keeper.CandleRepository;
import io.plimsoll.core.domain.repository.keeper.DecisionRepository;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.keeper.OpenInterestRepository;
import io.plimsoll.core.domain.repository.keeper.PerpDexFundingRepository;
import io.plimsoll.core.domain.repository.keeper.PerpDexMarketRepository;
import io.plimsoll.core.domain.repository.keeper.PerpDexPositionRepository;
import io.plimsoll.core.domain.repository.keeper.PriceHistoryRepository;
import io.plimsoll.core.domain.repository.keeper.ProfitSnapshotRepository;
import io.plimsoll.core.domain.repository.keeper.ProtocolLiquidationRepository;
import io.plimsoll.jdbc.internal.Database;

/** What a keeper keeps, in the tables {@code keeper_…} of one database. */
public final class JdbcKeeperStore implements KeeperStore {
    private final PerpDexMarketRepository markets;
    private final PerpDexPositionRepository positions;
    private final PerpDexFundingRepository fundingRates;
    private final OpenInterestRepository openInterest;
    private final ProfitSnapshotRepository profits;
    private final ProtocolLiquidationRepository liquidations;
    private final PriceHistoryRepository prices;
    private final CandleRepository candles;
    private final AttemptJournal attempts;
    private final DecisionRepository decisions;

    /** Over a database whose tables are there. */
    public JdbcKeeperStore(Database database) {
        this.markets = new JdbcPerpDexMarketRepository(database);
        this.positions = new JdbcPerpDexPositionRepository(database);
        this.fundingRates = new JdbcPerpDexFundingRepository(database);
        this.openInterest = new JdbcOpenInterestRepository(database);
        this.profits = new JdbcProfitSnapshotRepository(database);
        this.liquidations = new JdbcProtocolLiquidationRepository(database);
        this.prices = new JdbcPriceHistoryRepository(database);
        this.candles = new JdbcCandleRepository(database);
        this.attempts = new JdbcAttemptJournal(database);
        this.decisions = new JdbcDecisionRepository(database);
    }

    @Override
    public PerpDexMarketRepository markets() {
        return markets;
    }

    @Override
    public PerpDexPositionRepository positions() {
        return positions;
    }

    @Override
    public PerpDexFundingRepository fundingRates() {
        return fundingRates;
    }

    @Override
    public OpenInterestRepository openInterest() {
        return openInterest;
    }

    @Override
    public ProfitSnapshotRepository profits() {
        return profits;
    }

    @Override
    public ProtocolLiquidationRepository liquidations() {
        return liquidations;
    }

    @Override
    public PriceHistoryRepository prices() {
        return prices;
    }

    @Override
    public CandleRepository candles() {
        return candles;
    }

    @Override
    public AttemptJournal attempts() {
        return attempts;
    }

    @Override
    public DecisionRepository decisions() {
        return decisions;
    }
}
