package io.plimsoll.core.domain.repository.keeper.memory;

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

/** A keeper's store that ends with the process: for tests, dry runs and replays. Thread-safe. */
public final class InMemoryKeeperStore implements KeeperStore {
    private final PerpDexMarketRepository markets = new InMemoryPerpDexMarketRepository();
    private final PerpDexPositionRepository positions = new InMemoryPerpDexPositionRepository();
    private final PerpDexFundingRepository fundingRates = new InMemoryPerpDexFundingRepository();
    private final OpenInterestRepository openInterest = new InMemoryOpenInterestRepository();
    private final ProfitSnapshotRepository profits = new InMemoryProfitSnapshotRepository();
    private final ProtocolLiquidationRepository liquidations = new InMemoryProtocolLiquidationRepository();
    private final PriceHistoryRepository prices = new InMemoryPriceHistoryRepository();
    private final CandleRepository candles = new InMemoryCandleRepository();
    private final AttemptJournal attempts = new InMemoryAttemptJournal();
    private final DecisionRepository decisions = new InMemoryDecisionRepository();

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
