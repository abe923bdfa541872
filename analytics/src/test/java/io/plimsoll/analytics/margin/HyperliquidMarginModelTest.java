package io.plimsoll.analytics.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.analytics.margin.LiquidationPrice.At;
import io.plimsoll.analytics.margin.LiquidationPrice.AtAnyPrice;
import io.plimsoll.analytics.margin.LiquidationPrice.OutOfReach;
import io.plimsoll.analytics.margin.MarginAssessment.Refused;
import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HyperliquidMarginModelTest {
    private static final MarginTable BTC = table(new Object[][] {{"0", 40}, {"150000000", 20}});
    private static final MarginTable STEEP =
            table(new Object[][] {{"0", 40}, {"10000", 25}, {"50000", 10}, {"100000", 5}, {"300000", 3}});
    private static final MarginTable HYPE = MarginTable.singleTier(10);

    private static MarginTable table(Object[][] rows) {
        return new MarginTable(java.util.Arrays.stream(rows)
                .map(row -> new MarginTier(new BigDecimal((String) row[0]), (Integer) row[1]))
                .toList());
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private static PerpPosition position(
            String coin,
            String size,
            String mark,
            MarginMode mode,
            String marginUsed,
            int maxLeverage,
            String liquidation) {
        BigDecimal notional = dec(size).abs().multiply(dec(mark));
        return new PerpPosition(
                coin,
                dec(size),
                dec(mark),
                notional,
                BigDecimal.ZERO,
                dec(marginUsed),
                mode,
                5,
                maxLeverage,
                Optional.ofNullable(liquidation).map(BigDecimal::new));
    }

    private static AccountState state(
            AccountMode mode, String accountValue, String maintenance, PerpPosition... perps) {
        return new AccountState(
                Address.ZERO,
                mode,
                Instant.EPOCH,
                Optional.ofNullable(accountValue).map(BigDecimal::new),
                Optional.ofNullable(maintenance).map(BigDecimal::new),
                List.of(perps),
                List.of());
    }

    private static Refused refused(AccountState state) {
        return (Refused) HyperliquidMarginModel.assess(state, Map.of("BTC", BTC, "HYPE", HYPE));
    }

    private static MarginReport report(AccountState state) {
        MarginAssessment assessment = HyperliquidMarginModel.assess(state, Map.of("BTC", BTC, "HYPE", HYPE));
        return assessment.findReport().orElseThrow(() -> new AssertionError(assessment));
    }

    @Test
    void maintenance_workedExamplesOfTheDocuments() {
        // 200M BTC: 200e6 · 2.5 % − 150e6 · 1.25 %
        assertThat(maintenance("2000", "100000", BTC, 20)).isEqualByComparingTo("3125000");
        // just below, on and above the bound: continuous
        assertThat(maintenance("1500", "99999.99999", BTC, 40)).isEqualByComparingTo("1874999.999812");
        assertThat(maintenance("1500", "100000", BTC, 20)).isEqualByComparingTo("1875000");
        assertThat(maintenance("1500", "100000", BTC, 40)).isEqualByComparingTo("1875000");
        // 3x: a rate of 1/6, cut off, not rounded
        assertThat(maintenance("1", "100", MarginTable.singleTier(3), 3)).isEqualByComparingTo("16.666666");
    }

    private static BigDecimal maintenance(String size, String mark, MarginTable table, int maxLeverage) {
        return HyperliquidMarginModel.maintenance(
                position("BTC", size, mark, MarginMode.CROSS, "0", maxLeverage, null), table);
    }

    @Test
    void maintenance_accountWithOtherTerms_usesItsOwnLeverage() {
        // the venue's vaults have 50x where the table says 40x
        assertThat(maintenance("1", "100000", BTC, 50)).isEqualByComparingTo("1000");
        // a table that has become stricter than ours: the position's own rate, without our deductions
        assertThat(maintenance("1", "100000", BTC, 20)).isEqualByComparingTo("2500");
    }

    @Test
    void crossLong_otherPositionsMaintenanceCounts() {
        // published case: equity 5, one coin at 100, rate 0.4 %, 4 needed elsewhere: 99.3976, not 95.40
        PerpPosition position = position("X", "1", "100", MarginMode.CROSS, "0", 125, null);

        LiquidationPrice price =
                HyperliquidMarginModel.liquidationPrice(position, MarginTable.singleTier(125), dec("5"), dec("4"));

        assertThat(price.findPrice().orElseThrow())
                .isEqualByComparingTo(dec("99").divide(dec("0.996"), 32, RoundingMode.CEILING));
    }

    @Test
    void isolatedLong_documentedSample() {
        AccountState state = state(
                AccountMode.STANDARD,
                "75.781884",
                "0.0",
                position("HYPE", "2", "37.826", MarginMode.ISOLATED, "7.525754", 10, "35.8559189474"));

        MarginReport report = report(state);

        PositionMargin margin = report.positions().get(0);
        assertThat(margin.maintenance()).isEqualByComparingTo("3.7826");
        assertThat(margin.pool().value().orElseThrow()).isCloseTo(dec("1.98957"), within(dec("0.00001")));
        assertThat(margin.pool().maintenanceMarginRatio().orElseThrow())
                .isCloseTo(dec("0.50262"), within(dec("0.00001")));
        assertThat(margin.distance().orElseThrow()).isCloseTo(dec("0.05208"), within(dec("0.00001")));
        assertThat(report.weakest()).contains(margin.pool());
        assertThat(report.nearest()).contains(margin);
        assertThat(report.equity()).isEqualByComparingTo("83.307638");
        assertThat(report.maintenance()).isEqualByComparingTo("3.7826");
        assertThat(report.cross().orElseThrow().value()).isEmpty();
    }

    @Test
    void crossShort_secondTier_usesTheDeduction() {
        // 2000 BTC short at 100000: 200M notional, tier 2 now; A = 20M
        PerpPosition position = position("BTC", "-2000", "100000", MarginMode.CROSS, "0", 20, null);

        BigDecimal price = HyperliquidMarginModel.liquidationPrice(position, BTC, dec("20000000"), BigDecimal.ZERO)
                .findPrice()
                .orElseThrow();

        // (0 − 1875000 − 20e6 − 200e6) / (−2000 · 1.025)
        assertThat(price).isEqualByComparingTo(dec("221875000").divide(dec("2050"), 28, RoundingMode.FLOOR));
    }

    @Test
    void longThatFallsThroughATierOnTheWay_isSolvedInTheTierWhereItEnds() {
        // 2000 BTC long at 100000 with 60M: tier 2 now, liquidated below 75000 · 2000 = 150M, so in tier 1
        PerpPosition position = position("BTC", "2000", "100000", MarginMode.CROSS, "0", 20, null);

        BigDecimal price = HyperliquidMarginModel.liquidationPrice(position, BTC, dec("60000000"), BigDecimal.ZERO)
                .findPrice()
                .orElseThrow();

        assertThat(price).isEqualByComparingTo(dec("140000000").divide(dec("1975"), 29, RoundingMode.CEILING));
        assertThat(price.multiply(dec("2000"))).isLessThan(dec("150000000"));
    }

    @Test
    void noPrice_isNotAlwaysSafe() {
        PerpPosition longPosition = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, null);
        PerpPosition shortPosition = position("BTC", "-1", "100", MarginMode.CROSS, "0", 40, null);

        assertThat(HyperliquidMarginModel.liquidationPrice(longPosition, BTC, dec("100"), BigDecimal.ZERO))
                .isEqualTo(new OutOfReach());
        assertThat(HyperliquidMarginModel.liquidationPrice(shortPosition, BTC, dec("-100"), BigDecimal.ZERO))
                .isEqualTo(new AtAnyPrice());
        assertThat(HyperliquidMarginModel.liquidationPrice(shortPosition, BTC, dec("1000000"), BigDecimal.ZERO))
                .isInstanceOf(At.class);
    }

    @Test
    void positionPastItsPrice_hasNegativeDistance() {
        PositionMargin margin = report(state(
                        AccountMode.STANDARD,
                        "1",
                        "1.25",
                        position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "100.2531645570")))
                .positions()
                .get(0);

        assertThat(margin.pool().isLiquidatable()).isTrue();
        assertThat(margin.distance().orElseThrow()).isNegative();
    }

    @Test
    void modes_thatKeepTheirCollateralElsewhere_areRefusedByName() {
        PerpPosition position = position("BTC", "1", "100", MarginMode.ISOLATED, "50", 40, null);
        Map<AccountMode, MarginRefusal> expected = Map.of(
                AccountMode.UNIFIED, MarginRefusal.UNIFIED_ACCOUNT,
                AccountMode.PORTFOLIO_MARGIN, MarginRefusal.PORTFOLIO_MARGIN,
                AccountMode.DEX_ABSTRACTION, MarginRefusal.DEX_ABSTRACTION,
                AccountMode.UNKNOWN, MarginRefusal.UNKNOWN_MODE);

        expected.forEach((mode, reason) ->
                assertThat(refused(state(mode, "100", "0", position)).reason()).isEqualTo(reason));
    }

    @Test
    void standardAccount_whoseNumbersSayOtherwise_isRefused() {
        PerpPosition noPrice = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, null);
        PerpPosition otherPrice = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "80");
        PerpPosition impossiblePrice = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "50");

        // the rule gives 91.1392405064: the venue prints none, or another one
        for (PerpPosition position : List.of(noPrice, otherPrice)) {
            Refused refused = refused(state(AccountMode.STANDARD, "10", "1.25", position));
            assertThat(refused.reason()).isEqualTo(MarginRefusal.VENUE_DISAGREES);
            assertThat(refused.detail()).contains("91.139240506");
        }
        // the rule gives none
        assertThat(refused(state(AccountMode.STANDARD, "1000", "1.25", impossiblePrice))
                        .detail())
                .contains("by the standard rule: none, by the venue: 50");
    }

    @Test
    void reportedMaintenance_aboveTheListed_countsAsOtherPositions_belowIsRefused() {
        // 4 more are needed by positions that are not in the list: (1.25 + 4 …) moves the price up
        PerpPosition position = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "95.1898734177");

        MarginReport report = report(state(AccountMode.STANDARD, "10", "5.25", position));

        assertThat(report.unlistedMaintenance()).isEqualByComparingTo("4");
        assertThat(report.cross().orElseThrow().maintenance()).isEqualByComparingTo("5.25");
        assertThat(refused(state(AccountMode.STANDARD, "10", "1.2", position)).reason())
                .isEqualTo(MarginRefusal.VENUE_DISAGREES);
    }

    @Test
    void reportedMaintenance_offByFloatingPointNoise_isTheSame() {
        PerpPosition position = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "91.1392405063");

        MarginReport report = report(state(AccountMode.STANDARD, "10", "1.2499999999", position));

        assertThat(report.unlistedMaintenance()).isZero();
        assertThat(report.cross().orElseThrow().maintenance()).isEqualByComparingTo("1.25");
    }

    @Test
    void venuePriceInFewDigits_isComparedInThoseDigits() {
        assertThat(report(state(
                                AccountMode.STANDARD,
                                "10",
                                "1.25",
                                position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "91.14")))
                        .nearest())
                .isPresent();
        assertThat(refused(state(
                                AccountMode.STANDARD,
                                "10",
                                "1.25",
                                position("BTC", "1", "100", MarginMode.CROSS, "0", 40, "91.15")))
                        .reason())
                .isEqualTo(MarginRefusal.VENUE_DISAGREES);
    }

    @Test
    void missingPieces_areRefused() {
        PerpPosition cross = position("BTC", "1", "100", MarginMode.CROSS, "0", 40, null);
        PerpPosition isolatedElsewhere = position("XYZ", "1", "100", MarginMode.ISOLATED, "50", 40, null);

        assertThat(refused(state(AccountMode.STANDARD, null, null, cross)).reason())
                .isEqualTo(MarginRefusal.NO_CROSS_SUMMARY);
        assertThat(refused(state(AccountMode.STANDARD, "1", "0", isolatedElsewhere))
                        .detail())
                .isEqualTo("no margin table for XYZ");
    }

    @Test
    void emptyAccount_hasNothingToLose() {
        MarginReport report = report(state(AccountMode.STANDARD, "0", "0"));

        assertThat(report.nearest()).isEmpty();
        assertThat(report.equity()).isZero();
        assertThat(report.weakest().orElseThrow().isLiquidatable()).isFalse();
        assertThat(report(state(AccountMode.STANDARD, null, null)).weakest()).isEmpty();
    }

    @Property(tries = 500)
    void atTheLiquidationPrice_healthFactorIsOne(
            @ForAll("sizes") BigDecimal size,
            @ForAll("marks") BigDecimal mark,
            @ForAll("collateral") BigDecimal share,
            @ForAll("others") BigDecimal other) {
        BigDecimal notional = size.abs().multiply(mark);
        BigDecimal collateral = notional.multiply(share);
        BigDecimal otherMaintenance = notional.multiply(other);
        PerpPosition position = in(STEEP, size, mark);

        LiquidationPrice price = HyperliquidMarginModel.liquidationPrice(position, STEEP, collateral, otherMaintenance);

        if (price instanceof At at) {
            BigDecimal equity = collateral.add(size.multiply(at.price().subtract(mark)));
            BigDecimal needed = otherMaintenance.add(bySlices(STEEP, size.abs().multiply(at.price())));
            BigDecimal scale = notional.max(equity.abs()).max(BigDecimal.ONE);
            assertThat(equity.subtract(needed).abs()).isLessThan(scale.movePointLeft(28));
        } else if (price instanceof OutOfReach) {
            // worth nothing any more, and still enough for the others
            assertThat(collateral.subtract(notional)).isGreaterThanOrEqualTo(otherMaintenance);
        } else {
            assertThat(collateral.add(notional)).isLessThanOrEqualTo(otherMaintenance);
        }
    }

    @Property(tries = 300)
    void moreCollateral_neverBringsLiquidationNearer(
            @ForAll("sizes") BigDecimal size,
            @ForAll("marks") BigDecimal mark,
            @ForAll("collateral") BigDecimal share) {
        BigDecimal notional = size.abs().multiply(mark);
        PerpPosition position = in(STEEP, size, mark);
        BigDecimal collateral = notional.multiply(share);

        Optional<BigDecimal> before = HyperliquidMarginModel.liquidationPrice(
                        position, STEEP, collateral, BigDecimal.ZERO)
                .findPrice();
        Optional<BigDecimal> after = HyperliquidMarginModel.liquidationPrice(
                        position, STEEP, collateral.add(BigDecimal.ONE), BigDecimal.ZERO)
                .findPrice();

        if (before.isPresent() && after.isPresent()) {
            int direction = size.signum();
            assertThat(after.get().subtract(before.get()).signum()).isNotEqualTo(direction);
        } else if (size.signum() > 0) {
            assertThat(before.isEmpty() && after.isPresent()).isFalse();
        }
    }

    private static PerpPosition in(MarginTable table, BigDecimal size, BigDecimal mark) {
        BigDecimal notional = size.abs().multiply(mark);
        int maxLeverage = table.tiers().stream()
                .filter(tier -> notional.compareTo(tier.lowerBound()) >= 0)
                .mapToInt(MarginTier::maxLeverage)
                .min()
                .orElseThrow();
        return new PerpPosition(
                "T",
                size,
                mark,
                notional,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                MarginMode.ISOLATED,
                1,
                maxLeverage,
                Optional.empty());
    }

    /** The requirement told without deductions: each slice of the notional at its own rate. */
    private static BigDecimal bySlices(MarginTable table, BigDecimal notional) {
        BigDecimal total = BigDecimal.ZERO;
        for (int t = 0; t < table.tiers().size(); t++) {
            BigDecimal from = table.tiers().get(t).lowerBound();
            BigDecimal to = t + 1 < table.tiers().size()
                    ? notional.min(table.tiers().get(t + 1).lowerBound())
                    : notional;
            BigDecimal rateInverse =
                    BigDecimal.valueOf(2L * table.tiers().get(t).maxLeverage());
            total = total.add(to.subtract(from).max(BigDecimal.ZERO).divide(rateInverse, 50, RoundingMode.HALF_EVEN));
        }
        return total;
    }

    @Provide
    Arbitrary<BigDecimal> sizes() {
        return Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(dec("0.00001"), dec("500"))
                                .ofScale(5),
                        Arbitraries.of(-1, 1))
                .as((size, sign) -> size.multiply(BigDecimal.valueOf(sign)));
    }

    @Provide
    Arbitrary<BigDecimal> marks() {
        return Arbitraries.bigDecimals().between(dec("0.1"), dec("100000")).ofScale(1);
    }

    @Provide
    Arbitrary<BigDecimal> collateral() {
        return Arbitraries.bigDecimals().between(dec("-0.2"), dec("3")).ofScale(6);
    }

    @Provide
    Arbitrary<BigDecimal> others() {
        return Arbitraries.bigDecimals().between(dec("0"), dec("0.3")).ofScale(6);
    }

    @Test
    void healthFactor_ordersExactly_andKnowsNoEquity() {
        HealthFactor third = new HealthFactor(dec("1"), dec("3"));
        HealthFactor almostThird = new HealthFactor(dec("0.3333333333333333333333333333333333333333"), dec("1"));
        HealthFactor infinite = new HealthFactor(dec("0"), dec("0.0"));
        HealthFactor bankrupt = new HealthFactor(dec("-5"), dec("3"));

        assertThat(List.of(infinite, third, bankrupt, almostThird).stream().sorted())
                .containsExactly(bankrupt, almostThird, third, infinite);
        assertThat(bankrupt.maintenanceMarginRatio()).isEmpty();
        assertThat(bankrupt.isLiquidatable()).isTrue();
        assertThat(infinite.maintenanceMarginRatio().orElseThrow()).isZero();
        assertThat(infinite.isLiquidatable()).isFalse();
        assertThat(new HealthFactor(dec("3"), dec("3.0")).isLiquidatable()).isFalse();
        assertThat(infinite.compareTo(new HealthFactor(dec("7"), BigDecimal.ZERO)))
                .isNegative();
        assertThatIllegalArgumentException().isThrownBy(() -> new HealthFactor(dec("1"), dec("-1")));
    }
}
