package io.plimsoll.analytics.funding;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.funding.FundingRate;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FundingAprTest {
    private static PerpPosition perp(String coin, String size, String notional) {
        return new PerpPosition(
                coin,
                new BigDecimal(size),
                BigDecimal.ONE,
                new BigDecimal(notional),
                BigDecimal.ZERO,
                BigDecimal.ONE,
                MarginMode.CROSS,
                1,
                10,
                Optional.empty());
    }

    private static FundingRate rate(String hourly) {
        return new FundingRate("BTC", Instant.EPOCH, new BigDecimal(hourly));
    }

    @Test
    void simple_ofTheBaseRate_isTheNumberExchangesQuote() {
        assertThat(FundingApr.simple(new BigDecimal("0.0000125"))).isEqualByComparingTo("0.1095");
    }

    @Test
    void ofHolder_shortEarnsWhatLongPays() {
        Map<String, BigDecimal> rates = Map.of("BTC", new BigDecimal("0.0000125"));

        assertThat(FundingApr.ofHolder(List.of(perp("BTC", "-1", "5")), rates).orElseThrow())
                .isEqualByComparingTo("0.1095");
        assertThat(FundingApr.ofHolder(List.of(perp("BTC", "1", "5")), rates).orElseThrow())
                .isEqualByComparingTo("-0.1095");
    }

    @Test
    void ofHolder_isWeightedByNotional() {
        Map<String, BigDecimal> rates = Map.of("BTC", new BigDecimal("0.0000125"), "HYPE", new BigDecimal("-0.00001"));

        // short 300 BTC earns 0.1095, short 100 HYPE pays 0.0876
        assertThat(FundingApr.ofHolder(List.of(perp("BTC", "-1", "300"), perp("HYPE", "-1", "100")), rates)
                        .orElseThrow())
                .isEqualByComparingTo("0.060225");
    }

    @Test
    void unknown_isNotZero() {
        assertThat(FundingApr.ofHolder(List.of(perp("BTC", "1", "5")), Map.of()))
                .isEmpty();
        assertThat(FundingApr.ofHolder(List.of(), Map.of())).isEmpty();
        assertThat(FundingApr.meanHourlyRate(List.of())).isEmpty();
    }

    @Test
    void meanHourlyRate_divisesByTheRowsThatAreThere() {
        assertThat(FundingApr.meanHourlyRate(List.of(rate("0.00002"), rate("-0.00001"), rate("0.00002")))
                        .orElseThrow())
                .isEqualByComparingTo("0.00001");
    }
}
