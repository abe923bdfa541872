package io.plimsoll.core.testing.repository.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BTC;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ETH;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.OTHER_CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T1;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T2;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ended;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.market;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.market.PerpDexMarket.Activity;
import io.plimsoll.core.domain.market.PerpDexMarket.Status;
import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What markets and positions of every {@link KeeperStore} must do. A subclass gives an empty one and is then a test class. */
public abstract class PerpDexRepositoryContract {
    protected abstract KeeperStore empty();

    @Test
    void market_saved_readsBackExactly() {
        KeeperStore store = empty();
        PerpDexMarket full = market(BTC, "99999999999999999999.999999999999999999");
        PerpDexMarket bare = new PerpDexMarket(
                ETH,
                "ETH",
                "USD",
                ALICE,
                Optional.empty(),
                full.terms(),
                Status.PAUSED,
                new Activity(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty(), Optional.empty()),
                T0);

        store.markets().upsert(List.of(bare, full));

        assertThat(store.markets().find(BTC)).contains(full);
        assertThat(store.markets().find(ETH)).contains(bare);
        assertThat(store.markets().all(CHAIN, BTC.protocol())).containsExactly(full, bare);
    }

    @Test
    void market_savedAgain_isReplaced_andOthersAreNotTouched() {
        KeeperStore store = empty();
        MarketId elsewhere = new MarketId(OTHER_CHAIN, BTC.protocol(), BTC.name());
        MarketId others = new MarketId(CHAIN, "other", BTC.name());
        store.markets().upsert(List.of(market(BTC, "1"), market(elsewhere, "2"), market(others, "3")));

        store.markets().upsert(List.of(market(BTC, "4")));

        assertThat(store.markets().all(CHAIN, BTC.protocol())).containsExactly(market(BTC, "4"));
        assertThat(store.markets().find(elsewhere)).contains(market(elsewhere, "2"));
        assertThat(store.markets().find(others)).contains(market(others, "3"));
        assertThat(store.markets().find(ETH)).isEmpty();
    }

    @Test
    void positions_openAndEnded_readBackExactly() {
        KeeperStore store = empty();
        PerpDexPosition open = position(BTC, "1", ALICE, T0);
        PerpDexPosition closed = ended(position(BTC, "2", ALICE, T1), false);
        PerpDexPosition liquidated = ended(position(BTC, "3", BOB, T2), true);

        store.positions().upsert(List.of(open, closed, liquidated));

        assertThat(store.positions().find(BTC, "1")).contains(open);
        assertThat(store.positions().find(BTC, "2")).contains(closed);
        assertThat(store.positions().find(BTC, "3")).contains(liquidated);
        assertThat(store.positions().find(ETH, "1")).isEmpty();
        assertThat(store.positions().open(BTC)).containsExactly(open);
    }

    @Test
    void position_thatEnds_isNoLongerOpen_andStaysOne() {
        KeeperStore store = empty();
        PerpDexPosition open = position(BTC, "1", ALICE, T0);
        store.positions().upsert(List.of(open, position(ETH, "1", ALICE, T0)));

        store.positions().upsert(List.of(ended(open, true)));

        assertThat(store.positions().open(BTC)).isEmpty();
        assertThat(store.positions().open(ETH)).hasSize(1);
        assertThat(store.positions().page(BTC, PageRequest.first(10)).items()).containsExactly(ended(open, true));
    }

    @Test
    void positions_page_isNewestFirst_andStaysRightWhileSomeAreAdded() {
        KeeperStore store = empty();
        for (int i = 0; i < 5; i++) {
            // two of them at the same time
            store.positions().upsert(List.of(position(BTC, "p" + i, ALICE, T0.plusSeconds(i / 2))));
        }
        store.positions().upsert(List.of(position(ETH, "other", BOB, T2)));

        Page<PerpDexPosition> first = store.positions().page(BTC, PageRequest.first(2));
        store.positions().upsert(List.of(position(BTC, "newer", ALICE, T1)));
        Page<PerpDexPosition> second = store.positions()
                .page(BTC, PageRequest.first(2).after(first.next().orElseThrow()));
        Page<PerpDexPosition> third = store.positions()
                .page(BTC, PageRequest.first(2).after(second.next().orElseThrow()));

        assertThat(first.items().get(0).id()).isEqualTo("p4");
        assertThat(List.of(first, second, third))
                .flatExtracting(Page::items)
                .extracting(PerpDexPosition::id)
                .containsExactlyInAnyOrder("p4", "p3", "p2", "p1", "p0");
        assertThat(third.next()).isEmpty();
        assertThat(third.items()).hasSize(1);
    }

    @Test
    void positions_ofAnAccount_areThoseOfAllItsMarkets() {
        KeeperStore store = empty();
        MarketId elsewhere = new MarketId(OTHER_CHAIN, "tidal", "BTC-USD");
        store.positions()
                .upsert(List.of(
                        position(BTC, "1", ALICE, T0),
                        position(ETH, "1", ALICE, T0),
                        position(ETH, "2", BOB, T1),
                        position(elsewhere, "1", ALICE, T2)));

        Page<PerpDexPosition> first = store.positions().page(CHAIN, ALICE, PageRequest.first(1));
        Page<PerpDexPosition> second = store.positions()
                .page(CHAIN, ALICE, PageRequest.first(1).after(first.next().orElseThrow()));

        assertThat(List.of(first, second))
                .flatExtracting(Page::items)
                .extracting(PerpDexPosition::market)
                .containsExactlyInAnyOrder(BTC, ETH);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void page_withAForeignCursor_isRefused() {
        KeeperStore store = empty();
        List<Cursor> foreign = new ArrayList<>(List.of(new Cursor("nonsense"), new Cursor("")));
        for (int parts = 1; parts < 9; parts++) {
            foreign.add(Cursor.of(Collections.nCopies(parts, "x").toArray(String[]::new)));
        }

        for (Cursor cursor : foreign) {
            PageRequest request = PageRequest.first(5).after(cursor);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.positions().page(BTC, request));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.positions().page(CHAIN, ALICE, request));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.liquidations().page(CHAIN, request));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.attempts().page(CHAIN, request));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.decisions().page(CHAIN, request));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.decisions().between(T0, T1, request));
        }
    }

    @Test
    void positions_many_areAllThere() {
        KeeperStore store = empty();
        List<PerpDexPosition> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(position(BTC, String.format("%05d", i), ALICE, T0.plusSeconds(i)));
        }

        store.positions().upsert(many);
        store.positions().upsert(many);

        assertThat(store.positions().open(BTC)).isEqualTo(many);
    }
}
