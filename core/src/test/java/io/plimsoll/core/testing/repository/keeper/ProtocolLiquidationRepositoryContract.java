package io.plimsoll.core.testing.repository.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BTC;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ETH;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.OTHER_CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.block;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.liquidation;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.keeper.ProtocolLiquidationRepository;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ProtocolLiquidationRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class ProtocolLiquidationRepositoryContract {
    protected abstract KeeperStore empty();

    @Test
    void liquidations_knownAndUnknown_readBackExactly() {
        ProtocolLiquidationRepository liquidations = empty().liquidations();
        ProtocolLiquidation full = liquidation(ALICE, 1, 0);
        ProtocolLiquidation bare = new ProtocolLiquidation(
                BTC,
                Optional.empty(),
                ALICE,
                BOB,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                block(2, T0.plusSeconds(2)),
                word(5),
                9);

        liquidations.upsert(List.of(bare, full));

        assertThat(liquidations.between(BTC, T0, T0.plusSeconds(2))).containsExactly(full, bare);
        assertThat(liquidations.between(BTC, T0, T0.plusSeconds(1))).containsExactly(full);
        assertThat(liquidations.between(ETH, T0, T0.plusSeconds(2))).isEmpty();
    }

    @Test
    void range_readAgain_storesNothingTwice() {
        ProtocolLiquidationRepository liquidations = empty().liquidations();
        List<ProtocolLiquidation> range =
                List.of(liquidation(ALICE, 1, 0), liquidation(ALICE, 1, 1), liquidation(BOB, 2, 0));

        liquidations.upsert(range);
        liquidations.upsert(range);

        assertThat(liquidations.between(BTC, T0, T0.plusSeconds(9))).isEqualTo(range);
    }

    @Test
    void sameTransaction_inAnotherBlock_hasMoved() {
        ProtocolLiquidationRepository liquidations = empty().liquidations();
        ProtocolLiquidation before = liquidation(ALICE, 1, 0);
        ProtocolLiquidation after = new ProtocolLiquidation(
                before.market(),
                before.position(),
                before.account(),
                before.liquidator(),
                before.repaid(),
                before.seized(),
                before.price(),
                before.collateral(),
                before.fee(),
                block(2, T0.plusSeconds(2)),
                before.transaction(),
                before.logIndex());
        liquidations.upsert(List.of(before));

        liquidations.upsert(List.of(after));

        assertThat(liquidations.between(BTC, T0, T0.plusSeconds(9))).containsExactly(after);
    }

    @Test
    void page_isNewestFirst_byChainAndAccount() {
        ProtocolLiquidationRepository liquidations = empty().liquidations();
        ProtocolLiquidation elsewhere = new ProtocolLiquidation(
                new MarketId(OTHER_CHAIN, "tidal", "BTC-USD"),
                Optional.empty(),
                ALICE,
                BOB,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                block(9, T0.plusSeconds(9)),
                // the same transaction may be on two chains
                word(1_001),
                0);
        liquidations.upsert(List.of(
                liquidation(ALICE, 1, 0),
                liquidation(ALICE, 1, 1),
                liquidation(BOB, 2, 0),
                liquidation(ALICE, 3, 0),
                elsewhere));

        Page<ProtocolLiquidation> first = liquidations.page(CHAIN, PageRequest.first(3));
        Page<ProtocolLiquidation> second =
                liquidations.page(CHAIN, PageRequest.first(3).after(first.next().orElseThrow()));

        assertThat(first.items())
                .containsExactly(liquidation(ALICE, 3, 0), liquidation(BOB, 2, 0), liquidation(ALICE, 1, 1));
        assertThat(second.items()).containsExactly(liquidation(ALICE, 1, 0));
        assertThat(second.next()).isEmpty();
        assertThat(liquidations.page(CHAIN, BOB, PageRequest.first(3)).items()).containsExactly(liquidation(BOB, 2, 0));
        Page<ProtocolLiquidation> alices = liquidations.page(CHAIN, ALICE, PageRequest.first(2));
        assertThat(alices.items()).containsExactly(liquidation(ALICE, 3, 0), liquidation(ALICE, 1, 1));
        assertThat(liquidations
                        .page(
                                CHAIN,
                                ALICE,
                                PageRequest.first(2).after(alices.next().orElseThrow()))
                        .items())
                .containsExactly(liquidation(ALICE, 1, 0));
    }

    @Test
    void deleteFrom_leavesWhatIsBelow_andOtherChains() {
        ProtocolLiquidationRepository liquidations = empty().liquidations();
        liquidations.upsert(List.of(liquidation(ALICE, 1, 0), liquidation(ALICE, 2, 0), liquidation(BOB, 3, 0)));

        assertThat(liquidations.deleteFrom(OTHER_CHAIN, 1)).isZero();
        assertThat(liquidations.deleteFrom(CHAIN, 2)).isEqualTo(2);

        assertThat(liquidations.between(BTC, T0, T0.plusSeconds(9))).containsExactly(liquidation(ALICE, 1, 0));
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        ProtocolLiquidationRepository liquidations = empty().liquidations();
        liquidations.upsert(List.of(liquidation(ALICE, 1, 0), liquidation(ALICE, 2, 0)));

        assertThat(liquidations.deleteOlderThan(T0.plusSeconds(2))).isEqualTo(1);

        assertThat(liquidations.between(BTC, T0, T0.plusSeconds(9))).containsExactly(liquidation(ALICE, 2, 0));
    }
}
