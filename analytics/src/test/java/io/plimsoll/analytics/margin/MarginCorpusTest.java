package io.plimsoll.analytics.margin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.analytics.margin.MarginAssessment.Refused;
import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.Corpus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The venue's own numbers on real accounts. Every account is presented as a standard one, whatever it really was: those
 * that were not must be found out by the model.
 */
@Tag("corpus")
class MarginCorpusTest {
    private static final BigDecimal RELATIVE = new BigDecimal("1e-8");

    private final Corpus corpus = Corpus.required();

    @Test
    void realAccounts() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid/margin-accounts.json");
        for (JsonNode row : corpus.json("hyperliquid/margin-accounts.json").path("accounts")) {
            String label = row.get("id").asText() + " (" + row.get("mode").asText() + ")";
            switch (row.get("mode").asText()) {
                case "standard" -> tally.check(label, () -> checkStandard(row));
                case "unified" -> tally.check(label, () -> checkUnified(row));
                case "legacy2023" -> tally.check(label, () -> checkLegacy(row.get("state")));
                case "unusable" -> {}
                default ->
                    tally.check(label, () -> {
                        throw new AssertionError("a mode this test does not know");
                    });
            }
        }
        tally.done();
    }

    private static void checkStandard(JsonNode row) {
        AccountState state = state(row.get("state"), AccountMode.STANDARD);

        MarginAssessment assessment = HyperliquidMarginModel.assess(state, tables(row, state));

        MarginReport report = assessment.findReport().orElseThrow(() -> new AssertionError(assessment));
        assertThat(report.positions()).hasSameSizeAs(state.perps()).isNotEmpty();
        for (PositionMargin margin : report.positions()) {
            checkLiquidationPrice(margin);
        }
        if (row.get("complete").asBoolean() && state.reportedCrossMaintenance().isPresent()) {
            BigDecimal sum = report.positions().stream()
                    .filter(margin -> margin.position().marginMode() == MarginMode.CROSS)
                    .map(PositionMargin::maintenance)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum)
                    .isEqualByComparingTo(state.reportedCrossMaintenance().get());
            assertThat(report.unlistedMaintenance()).isZero();
        }
    }

    private static void checkLiquidationPrice(PositionMargin margin) {
        Optional<BigDecimal> venue = margin.position().reportedLiquidationPrice();
        Optional<BigDecimal> ours = margin.liquidationPrice().findPrice();
        assertThat(ours.isPresent()).as(margin.position().coin()).isEqualTo(venue.isPresent());
        if (venue.isPresent()) {
            BigDecimal lastPrintedDigit = venue.get().ulp();
            BigDecimal tolerance = venue.get().multiply(RELATIVE).max(lastPrintedDigit);
            assertThat(ours.get().subtract(venue.get()).abs())
                    .as(margin.position().coin() + ": ours " + ours.get() + ", the venue's " + venue.get())
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    private static void checkUnified(JsonNode row) {
        AccountState state = state(row.get("state"), AccountMode.STANDARD);

        MarginAssessment assessment = HyperliquidMarginModel.assess(state, tables(row, state));

        assertThat(assessment)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(MarginRefusal.VENUE_DISAGREES));
    }

    /** Of 2023: readable, but without the max leverage that today's rules need. */
    private static void checkLegacy(JsonNode state) {
        assertThat(state.get("assetPositions")).isNotEmpty();
        for (JsonNode item : state.get("assetPositions")) {
            JsonNode position = item.get("position");
            assertThat(position.has("maxLeverage")).isFalse();
            assertThat(perp(position, position.get("leverage").get("value").asInt())
                            .size())
                    .isNotZero();
        }
    }

    @Test
    void recordedAbstractions() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid/recent/lifi-*");
        for (Path file : corpus.files("hyperliquid/recent", "lifi-")) {
            JsonNode recorded = Corpus.read(file);
            if (recorded.has("clearinghouseState") && recorded.has("spotClearinghouseState")) {
                tally.check(file.getFileName().toString(), () -> checkAbstraction(recorded));
            }
        }
        tally.done();
    }

    private static void checkAbstraction(JsonNode recorded) {
        JsonNode spot = recorded.get("spotClearinghouseState");
        JsonNode perp = recorded.get("clearinghouseState");
        Optional<String> abstraction =
                Optional.ofNullable(recorded.path("userAbstraction").textValue());
        AccountMode mode = AccountMode.recognise(
                abstraction,
                !spot.path("tokenToAvailableAfterMaintenance").isEmpty(),
                spot.path("portfolioMarginEnabled").asBoolean());
        AccountState state = state(perp, mode);
        MarginAssessment assessment = HyperliquidMarginModel.assess(state, singleTiers(state));

        switch (abstraction.orElse("default")) {
            case "unifiedAccount" -> assertThat(reason(assessment)).isEqualTo(MarginRefusal.UNIFIED_ACCOUNT);
            case "portfolioMargin" -> assertThat(reason(assessment)).isEqualTo(MarginRefusal.PORTFOLIO_MARGIN);
            case "disabled" -> assertThat(mode).isEqualTo(AccountMode.STANDARD);
            // the venue did not say: USDC held in spot for the perp account's value is the mark of a unified account
            default -> assertThat(mode == AccountMode.STANDARD).isNotEqualTo(spotHoldsPerpValue(spot, perp));
        }
    }

    private static MarginRefusal reason(MarginAssessment assessment) {
        assertThat(assessment).isInstanceOf(Refused.class);
        return ((Refused) assessment).reason();
    }

    /** The two answers were not taken at the same moment: 1 %. */
    private static boolean spotHoldsPerpValue(JsonNode spot, JsonNode perp) {
        BigDecimal value = decimal(perp.get("marginSummary"), "accountValue");
        for (JsonNode balance : spot.get("balances")) {
            if (balance.get("coin").asText().equals("USDC")) {
                BigDecimal off = decimal(balance, "hold").subtract(value).abs();
                return value.signum() > 0 && off.compareTo(value.movePointLeft(2)) < 0;
            }
        }
        return false;
    }

    @Test
    void observedLiquidationPrices() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid/liquidation-price.json");
        for (JsonNode row : corpus.json("hyperliquid/liquidation-price.json").path("vectors")) {
            if (row.get("kind").asText().equals("exchange-observed")) {
                tally.check(row.get("coin").asText() + " " + row.get("entryPx").asText(), () -> checkObserved(row));
            }
        }
        tally.done();
    }

    /** The collateral was read a little after the position opened: 1e-4, the source's own tolerance. */
    private static void checkObserved(JsonNode row) {
        BigDecimal size = decimal(row, "size");
        boolean isLong = row.get("side").asText().equals("long");
        int maxLeverage = row.get("maxLeverage").asInt();
        PerpPosition position = new PerpPosition(
                row.get("coin").asText(),
                isLong ? size : size.negate(),
                decimal(row, "entryPx"),
                size.multiply(decimal(row, "entryPx")),
                BigDecimal.ZERO,
                decimal(row, "isolatedMargin"),
                MarginMode.ISOLATED,
                decimal(row, "leverage").intValueExact(),
                maxLeverage,
                Optional.empty());

        LiquidationPrice price = HyperliquidMarginModel.liquidationPrice(
                position, MarginTable.singleTier(maxLeverage), position.marginUsed(), BigDecimal.ZERO);

        BigDecimal expected = decimal(row, "expectedLiqPx");
        BigDecimal off =
                price.findPrice().orElseThrow().subtract(expected).abs().divide(expected, MathContext.DECIMAL64);
        assertThat(off).isLessThan(new BigDecimal("1e-4"));
    }

    private static Map<String, MarginTable> singleTiers(AccountState state) {
        Map<String, MarginTable> tables = new HashMap<>();
        state.perps().forEach(perp -> tables.put(perp.coin(), MarginTable.singleTier(perp.maxLeverage())));
        return tables;
    }

    private static Map<String, MarginTable> tables(JsonNode row, AccountState state) {
        Map<String, MarginTable> tables = singleTiers(state);
        row.get("marginTables").properties().forEach(table -> {
            List<MarginTier> tiers = new ArrayList<>();
            table.getValue()
                    .forEach(tier -> tiers.add(new MarginTier(
                            new BigDecimal(tier.get(0).asText()), tier.get(1).asInt())));
            tables.put(table.getKey(), new MarginTable(tiers));
        });
        return tables;
    }

    private static AccountState state(JsonNode wire, AccountMode mode) {
        List<PerpPosition> perps = new ArrayList<>();
        wire.get("assetPositions")
                .forEach(item -> perps.add(perp(
                        item.get("position"),
                        item.get("position").get("maxLeverage").asInt())));
        return new AccountState(
                Address.ZERO,
                mode,
                Instant.ofEpochMilli(wire.path("time").asLong()),
                Optional.ofNullable(wire.get("crossMarginSummary")).map(summary -> decimal(summary, "accountValue")),
                Optional.ofNullable(wire.get("crossMaintenanceMarginUsed")).map(text -> new BigDecimal(text.asText())),
                perps,
                List.of());
    }

    private static PerpPosition perp(JsonNode wire, int maxLeverage) {
        return new PerpPosition(
                wire.get("coin").asText(),
                decimal(wire, "szi"),
                decimal(wire, "entryPx"),
                decimal(wire, "positionValue"),
                decimal(wire, "unrealizedPnl"),
                decimal(wire, "marginUsed"),
                MarginMode.valueOf(wire.get("leverage").get("type").asText().toUpperCase(java.util.Locale.ROOT)),
                wire.get("leverage").get("value").asInt(),
                maxLeverage,
                Optional.ofNullable(wire.get("liquidationPx"))
                        .filter(price -> !price.isNull())
                        .map(price -> new BigDecimal(price.asText())));
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.get(field).asText());
    }
}
