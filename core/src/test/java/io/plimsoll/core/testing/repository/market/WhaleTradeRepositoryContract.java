package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.T0;
import static io.plimsoll.core.testing.repository.market.MarketSamples.all;
import static io.plimsoll.core.testing.repository.market.MarketSamples.exactly;
import static io.plimsoll.core.testing.repository.market.MarketSamples.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link WhaleTradeRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class WhaleTradeRepositoryContract {
    /** A store without rows. */
    protected abstract MarketStore empty();

    private static WhaleTrade whale(String coin, int second, long id, TradeSize size) {
        return new WhaleTrade(trade(coin, T0.plusSeconds(second), id), size, Optional.empty());
    }

    @Test
    void add_readsBackExactly() {
        WhaleTradeRepository whales = empty().whales();
        WhaleTrade whale = new WhaleTrade(
                trade("BTC", T0, 5), TradeSize.WHALE, Optional.of(new BigDecimal("-0.000000000000000001")));

        whales.add(whale);

        assertThat(whales.between("BTC", T0, T0))
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactly(whale);
    }

    /** The dashboard this is modelled on stored a trade again at each reconnection. */
    @Test
    void add_afterAReconnection_storesEachOnce() {
        WhaleTradeRepository whales = empty().whales();
        List<WhaleTrade> seen = List.of(
                whale("BTC", 0, 1, TradeSize.LARGE),
                whale("BTC", 1, 2, TradeSize.WHALE),
                whale("ETH", 1, 2, TradeSize.LARGE));

        assertThat(whales.add(seen)).isEqualTo(3);
        assertThat(whales.add(seen)).isZero();
        assertThat(whales.add(whale("BTC", 0, 1, TradeSize.MEGA_WHALE))).isFalse();

        assertThat(all(10, request -> whales.page(TradeSize.LARGE, request))).hasSize(3);
        assertThat(whales.between("BTC", T0, T0).get(0).category()).isEqualTo(TradeSize.LARGE);
    }

    @Test
    void page_isNewestFirstFromTheSizeOn() {
        WhaleTradeRepository whales = empty().whales();
        whales.add(List.of(
                whale("BTC", 1, 1, TradeSize.LARGE),
                whale("BTC", 2, 2, TradeSize.WHALE),
                whale("ETH", 2, 7, TradeSize.MEGA_WHALE),
                whale("BTC", 2, 3, TradeSize.INSTITUTION),
                whale("ETH", 3, 4, TradeSize.WHALE)));

        for (int limit : List.of(1, 2, 5)) {
            assertThat(all(limit, request -> whales.page(TradeSize.LARGE, request)))
                    .extracting(whale -> whale.trade().id())
                    .containsExactly(4L, 7L, 3L, 2L, 1L);
            assertThat(all(limit, request -> whales.page(TradeSize.WHALE, request)))
                    .extracting(whale -> whale.trade().id())
                    .containsExactly(4L, 7L, 2L);
            assertThat(all(limit, request -> whales.page("BTC", TradeSize.INSTITUTION, request)))
                    .extracting(whale -> whale.trade().id())
                    .containsExactly(3L, 2L);
        }
    }

    @Test
    void between_isInclusiveAscendingAndPerMarket() {
        WhaleTradeRepository whales = empty().whales();
        whales.add(List.of(
                whale("BTC", 3, 1, TradeSize.LARGE),
                whale("BTC", 1, 2, TradeSize.LARGE),
                whale("BTC", 2, 3, TradeSize.LARGE),
                whale("ETH", 2, 4, TradeSize.LARGE)));

        assertThat(whales.between("BTC", T0.plusSeconds(1), T0.plusSeconds(2)))
                .extracting(whale -> whale.trade().id())
                .containsExactly(2L, 3L);
        assertThat(whales.between("BTC", T0.plusSeconds(2), T0.plusSeconds(1))).isEmpty();
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        WhaleTradeRepository whales = empty().whales();
        whales.add(List.of(
                whale("BTC", 0, 1, TradeSize.LARGE),
                whale("ETH", 1, 2, TradeSize.LARGE),
                whale("BTC", 2, 3, TradeSize.LARGE)));

        assertThat(whales.deleteOlderThan(T0.plusSeconds(1))).isEqualTo(1);

        assertThat(all(10, request -> whales.page(TradeSize.LARGE, request))).hasSize(2);
    }
}
