package io.plimsoll.hyperliquid.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.Candle;
import io.plimsoll.hyperliquid.info.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketMappingTest {
    private static final String HASH = "0x" + "ab".repeat(32);
    private static final String BUYER = "0x" + "1c".repeat(20);
    private static final Instant DAY = Instant.parse("2025-12-04T00:00:00Z");

    @Test
    void trade_hasBothSides() {
        MarketTrade trade = HyperliquidTrades.map(
                new Trade("HYPE", "B", BigDecimal.TEN, BigDecimal.ONE, 5, HASH, 7, List.of(BUYER, "0xseller")));

        assertThat(trade.taker()).isEqualTo(Side.BUY);
        assertThat(trade.hash()).isPresent();
        assertThat(trade.buyer()).contains(Address.parse(BUYER));
        assertThat(trade.seller()).as("no address").isEmpty();
        assertThat(trade.key()).isEqualTo(new MarketTrade.Key(Instant.ofEpochMilli(5), "HYPE", 7));
        assertThat(trade.notional()).isEqualByComparingTo("10");
    }

    @Test
    void trade_withoutHashOrUsers_hasNone() {
        MarketTrade trade = HyperliquidTrades.map(
                new Trade("HYPE", "A", BigDecimal.TEN, BigDecimal.ONE, 5, "0x" + "00".repeat(32), 7, null));

        assertThat(trade.taker()).isEqualTo(Side.SELL);
        assertThat(trade.hash()).isEmpty();
        assertThat(trade.buyer()).isEmpty();
    }

    @Test
    void trade_impossible_isMalformed() {
        for (Trade wire : List.of(
                new Trade("HYPE", "Z", BigDecimal.TEN, BigDecimal.ONE, 5, HASH, 7, null),
                new Trade("HYPE", "A", BigDecimal.ZERO, BigDecimal.ONE, 5, HASH, 7, null),
                new Trade("HYPE", "A", BigDecimal.ONE, BigDecimal.ZERO, 5, HASH, 7, null))) {
            assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> HyperliquidTrades.map(wire));
        }
    }

    private static Candle candle(long t, long end, String interval) {
        return new Candle(
                t,
                end,
                "HYPE",
                interval,
                new BigDecimal("34.6"),
                new BigDecimal("34.8"),
                new BigDecimal("36.2"),
                new BigDecimal("34.2"),
                new BigDecimal("3495670.8399999999"),
                102895L);
    }

    @Test
    void candle_isCompleteOnceItsTimeIsOver() {
        Candle wire = candle(DAY.toEpochMilli(), DAY.plusSeconds(86_400).toEpochMilli() - 1, "1d");

        MarketCandle running =
                HyperliquidCandles.map(wire, DAY.plusSeconds(86_399)).orElseThrow();
        assertThat(running.complete()).isFalse();
        assertThat(running.interval()).isEqualTo(CandleInterval.ONE_DAY);
        assertThat(running.high()).isEqualByComparingTo("36.2");
        assertThat(running.close()).isEqualByComparingTo("34.8");
        assertThat(HyperliquidCandles.map(wire, DAY.plusSeconds(86_400))
                        .orElseThrow()
                        .complete())
                .isTrue();
    }

    @Test
    void candle_withoutTrades_isNone() {
        assertThat(HyperliquidCandles.map(new Candle(0, 59_999, "HYPE", "1m", null, null, null, null, null, null), DAY))
                .isEmpty();
    }

    @Test
    void candle_offTheGrid_isMalformed() {
        long week = 7 * 86_400_000L;
        // a Monday
        long monday = Instant.parse("2025-12-01T00:00:00Z").toEpochMilli();

        for (Candle wire : List.of(
                candle(DAY.toEpochMilli(), DAY.toEpochMilli() + 1000, "1d"),
                candle(monday, monday + week - 1, "1w"),
                candle(DAY.toEpochMilli(), DAY.plusSeconds(86_400).toEpochMilli() - 1, "6h"))) {
            assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> HyperliquidCandles.map(wire, DAY));
        }
    }
}
