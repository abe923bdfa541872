package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.ALICE;
import static io.plimsoll.core.testing.repository.market.MarketSamples.BOB;
import static io.plimsoll.core.testing.repository.market.MarketSamples.T0;
import static io.plimsoll.core.testing.repository.market.MarketSamples.all;
import static io.plimsoll.core.testing.repository.market.MarketSamples.exactly;
import static io.plimsoll.core.testing.repository.market.MarketSamples.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TradeRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class TradeRepositoryContract {
    /** A store without rows. */
    protected abstract MarketStore empty();

    @Test
    void add_thenLatest_readsBackExactly() {
        TradeRepository trades = empty().trades();
        MarketTrade whole = new MarketTrade(
                "xyz:XYZ100",
                Side.SELL,
                new BigDecimal("99999999999999999999.999999999999999999"),
                new BigDecimal("0.000000000000000001"),
                T0.plusNanos(1_000),
                Long.MAX_VALUE,
                Optional.of(new Bytes32("0x" + "ab".repeat(32))),
                Optional.of(ALICE),
                Optional.of(BOB));
        MarketTrade bare = trade("HYPE", T0, Long.MIN_VALUE);

        assertThat(trades.add(List.of(whole, bare))).isEqualTo(2);

        assertThat(trades.latest("xyz:XYZ100"))
                .get()
                .usingRecursiveComparison(exactly())
                .isEqualTo(whole);
        assertThat(trades.latest("HYPE"))
                .get()
                .usingRecursiveComparison(exactly())
                .isEqualTo(bare);
        assertThat(trades.latest("hype")).isEmpty();
    }

    @Test
    void add_whatIsThere_staysAsItIs() {
        TradeRepository trades = empty().trades();
        MarketTrade first = trade("BTC", T0, 7, Side.BUY, "100", "1");
        MarketTrade sameKey = trade("BTC", T0, 7, Side.SELL, "200", "2");
        MarketTrade otherId = trade("BTC", T0, 8);
        MarketTrade otherCoin = trade("ETH", T0, 7);
        MarketTrade otherTime = trade("BTC", T0.plusMillis(1), 7);

        assertThat(trades.add(first)).isTrue();
        assertThat(trades.add(sameKey)).isFalse();
        assertThat(trades.add(List.of(sameKey, otherId, otherId, otherCoin, otherTime)))
                .isEqualTo(3);
        assertThat(trades.add(List.of())).isZero();

        List<MarketTrade> btc = all(10, request -> trades.page("BTC", request));
        assertThat(btc)
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactly(otherTime, otherId, first);
    }

    @Test
    void page_isNewestFirst_andStableWhileTradesCome() {
        TradeRepository trades = empty().trades();
        List<MarketTrade> ten = IntStream.range(0, 10)
                .mapToObj(i -> trade("BTC", T0.plusSeconds(i / 3), i))
                .toList();
        trades.add(ten);
        trades.add(trade("ETH", T0, 1));

        Page<MarketTrade> first = trades.page("BTC", new PageRequest(4, Optional.empty()));
        trades.add(trade("BTC", T0.plusSeconds(60), 99));
        Page<MarketTrade> second = trades.page("BTC", new PageRequest(4, first.next()));
        Page<MarketTrade> third = trades.page("BTC", new PageRequest(4, second.next()));

        assertThat(first.items()).extracting(MarketTrade::id).containsExactly(9L, 8L, 7L, 6L);
        assertThat(second.items()).extracting(MarketTrade::id).containsExactly(5L, 4L, 3L, 2L);
        assertThat(third.items()).extracting(MarketTrade::id).containsExactly(1L, 0L);
        assertThat(third.next()).isEmpty();
        assertThat(trades.page("BTC", new PageRequest(11, Optional.empty())).next())
                .isEmpty();
    }

    @Test
    void page_cursorOfSomethingElse_isRefused() {
        TradeRepository trades = empty().trades();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trades.page("BTC", new PageRequest(1, Optional.of(Cursor.of("only one part")))));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        trades.page("BTC", new PageRequest(1, Optional.of(Cursor.of("no time", "BTC", "no number")))));
    }

    @Test
    void between_isInclusiveAscendingAndPerMarket() {
        TradeRepository trades = empty().trades();
        List<MarketTrade> five = IntStream.range(0, 5)
                .mapToObj(i -> trade("BTC", T0.plusSeconds(i), 10 - i))
                .toList();
        trades.add(five);
        trades.add(trade("ETH", T0.plusSeconds(2), 1));
        Instant from = T0.plusSeconds(1);
        Instant to = T0.plusSeconds(3);

        for (int limit : List.of(1, 2, 3, 4)) {
            assertThat(all(limit, request -> trades.between("BTC", from, to, request)))
                    .extracting(MarketTrade::id)
                    .containsExactly(9L, 8L, 7L);
        }
        assertThat(all(2, request -> trades.between("BTC", to, from, request))).isEmpty();
    }

    @Test
    void deleteOlderThan_takesWholeHours() {
        TradeRepository trades = empty().trades();
        trades.add(List.of(
                trade("BTC", T0.minusMillis(1), 1),
                trade("ETH", T0.minus(Duration.ofDays(30)), 2),
                trade("BTC", T0, 3),
                trade("BTC", T0.plusSeconds(1_000), 4)));

        assertThat(trades.deleteOlderThan(T0.plusSeconds(1_800))).isEqualTo(2);
        assertThat(trades.deleteOlderThan(T0.plusSeconds(1_800))).isZero();

        assertThat(all(10, request -> trades.page("BTC", request)))
                .extracting(MarketTrade::id)
                .containsExactly(4L, 3L);
        assertThat(trades.latest("ETH")).isEmpty();
    }

    @Test
    void add_manyAtOnce_storesEachOnce() {
        TradeRepository trades = empty().trades();
        List<MarketTrade> many = IntStream.range(0, 3_000)
                .mapToObj(i -> trade("BTC", T0.plusMillis(i / 2), i))
                .toList();

        assertThat(trades.add(many.subList(0, 2_000))).isEqualTo(2_000);
        assertThat(trades.add(many)).isEqualTo(1_000);

        List<MarketTrade> newestFirst = new ArrayList<>(many);
        Collections.reverse(newestFirst);
        assertThat(all(1_000, request -> trades.page("BTC", request)))
                .extracting(MarketTrade::id)
                .isEqualTo(newestFirst.stream().map(MarketTrade::id).toList());
    }
}
