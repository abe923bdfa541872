package io.plimsoll.examples.watch;

import io.plimsoll.analytics.lp.LpValuation;
import io.plimsoll.analytics.margin.LiquidationPrice;
import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.analytics.margin.MarginRefusal;
import io.plimsoll.analytics.margin.MarginReport;
import io.plimsoll.analytics.margin.PositionMargin;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.foundation.error.Outcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The results as text. Numbers are rounded for reading only here. */
final class LoadLineTable {
    private static final String UNKNOWN = "—";
    private static final Duration STALE = Duration.ofMinutes(1);
    private static final int DELTAS = 3;

    private LoadLineTable() {}

    /** One row for each account, then what is missing. */
    static String render(List<AccountLine> lines, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "account",
                "mode",
                "equity",
                "maintenance",
                "HF",
                "nearest liquidation",
                "liquidity",
                "net delta",
                "APR 7d",
                "oracle"));
        lines.forEach(line -> rows.add(row(line, now)));
        StringBuilder text = new StringBuilder(align(rows));
        lines.forEach(line -> line.missing()
                .forEach(what -> text.append("  ! ")
                        .append(line.account().label())
                        .append(": ")
                        .append(what)
                        .append('\n')));
        return text.toString();
    }

    /** Our liquidation prices beside the venue's. */
    static String comparison(List<AccountLine> lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("account", "position", "liquidation, ours", "the venue's", "difference"));
        for (AccountLine line : lines) {
            Optional<MarginReport> report = line.assessment().flatMap(MarginAssessment::findReport);
            if (report.isPresent()) {
                report.get().positions().forEach(margin -> rows.add(compared(line, margin)));
            } else {
                line.state()
                        .ifPresent(state -> state.perps()
                                .forEach(position -> rows.add(List.of(
                                        line.account().label(),
                                        position(position),
                                        "refused",
                                        venue(position),
                                        UNKNOWN))));
            }
        }
        return align(rows);
    }

    private static List<String> row(AccountLine line, Instant now) {
        Optional<MarginReport> report = line.assessment().flatMap(MarginAssessment::findReport);
        return List.of(
                line.account().label(),
                mode(line),
                report.map(r -> money(r.equity())).orElse(UNKNOWN),
                report.map(r -> money(r.maintenance())).orElse(UNKNOWN),
                report.map(LoadLineTable::health).orElse(UNKNOWN),
                report.map(LoadLineTable::nearest)
                        .orElseGet(() -> line.assessment().isPresent() ? "refused" : UNKNOWN),
                liquidity(line.liquidity()),
                line.netDelta().map(LoadLineTable::deltas).orElse(UNKNOWN),
                line.fundingApr().map(LoadLineTable::percent).orElse(UNKNOWN),
                line.oracleAsset()
                        .map(asset -> oracle(asset, line.oracle(), now))
                        .orElse(UNKNOWN));
    }

    /** What the venue says of the account, with a question mark where its numbers say otherwise. */
    static String mode(AccountLine line) {
        boolean disputed = line.assessment()
                .filter(assessment -> assessment instanceof MarginAssessment.Refused refused
                        && refused.reason() == MarginRefusal.VENUE_DISAGREES)
                .isPresent();
        return line.state().map(state -> state.mode().name()).orElse(UNKNOWN) + (disputed ? "?" : "");
    }

    private static String health(MarginReport report) {
        return report.weakest()
                .map(pool -> pool.value()
                                .map(value ->
                                        value.setScale(3, RoundingMode.FLOOR).toPlainString())
                                .orElse("∞")
                        + (pool.isLiquidatable() ? " LIQUIDATABLE" : ""))
                .orElse(UNKNOWN);
    }

    static String nearest(MarginReport report) {
        if (report.positions().isEmpty()) {
            return "no positions";
        }
        return report.nearest()
                .map(margin -> margin.position().coin() + " "
                        + price(margin.liquidationPrice().findPrice().orElseThrow()) + " "
                        + percent(margin.distance().orElseThrow()))
                .orElseGet(() -> report.positions().stream()
                                .anyMatch(margin -> margin.liquidationPrice() instanceof LiquidationPrice.AtAnyPrice)
                        ? "AT ANY PRICE"
                        : "out of reach of any one market");
    }

    /** Positions with what can be withdrawn and collected. */
    static String liquidity(List<LpHolding> holdings) {
        return holdings.isEmpty()
                ? UNKNOWN
                : holdings.stream().map(LoadLineTable::liquidity).collect(Collectors.joining(", "));
    }

    private static String liquidity(LpHolding holding) {
        LpValuation value = LpValuation.of(holding);
        Token token0 = holding.pool().token0();
        Token token1 = holding.pool().token1();
        return amount(value.delta0(token0.decimals())) + " " + token0.symbol() + " + "
                + amount(value.delta1(token1.decimals())) + " " + token1.symbol()
                + (value.isInRange() ? "" : " OUT OF RANGE");
    }

    private static String amount(BigDecimal value) {
        return value.round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    private static String deltas(Map<String, BigDecimal> netDelta) {
        List<String> shown = netDelta.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().abs().negate()))
                .limit(DELTAS)
                .map(entry -> entry.getKey() + " " + signed(entry.getValue()))
                .toList();
        return shown.isEmpty()
                ? "none"
                : String.join(", ", shown) + (netDelta.size() > DELTAS ? ", +" + (netDelta.size() - DELTAS) : "");
    }

    private static String oracle(String asset, Optional<Outcome<PriceQuote>> oracle, Instant now) {
        return oracle.flatMap(Outcome::findValue)
                .map(quote -> asset + " " + price(quote.price().value()) + " ±"
                        + price(quote.price().confidence()) + ", "
                        + age(quote.price().age(now)) + ", "
                        + quote.attestation()
                                .map(attestation -> "verified " + attestation)
                                .orElse("NOT VERIFIED"))
                .orElse(asset + " " + UNKNOWN);
    }

    private static String age(Duration age) {
        String text = age.compareTo(Duration.ofDays(2)) > 0 ? age.toDays() + " d old" : age.toSeconds() + " s old";
        return age.compareTo(STALE) > 0 ? text + " STALE" : text;
    }

    private static List<String> compared(AccountLine line, PositionMargin margin) {
        PerpPosition position = margin.position();
        Optional<BigDecimal> ours = margin.liquidationPrice().findPrice();
        Optional<BigDecimal> venue = position.reportedLiquidationPrice();
        String difference;
        if (ours.isPresent() && venue.isPresent()) {
            difference = ours.get()
                    .subtract(venue.get())
                    .divide(venue.get(), MathContext.DECIMAL64)
                    .round(new MathContext(2))
                    .toString();
        } else {
            difference = ours.isPresent() == venue.isPresent() ? "none" : "DIFFERENT";
        }
        return List.of(
                line.account().label(),
                position(position),
                ours.map(price -> price.setScale(10, RoundingMode.HALF_EVEN)
                                .stripTrailingZeros()
                                .toPlainString())
                        .orElse("none"),
                venue(position),
                difference);
    }

    private static String position(PerpPosition position) {
        return position.size().stripTrailingZeros().toPlainString() + " " + position.coin() + " "
                + position.marginMode().name().toLowerCase(Locale.ROOT);
    }

    private static String venue(PerpPosition position) {
        return position.reportedLiquidationPrice()
                .map(BigDecimal::toPlainString)
                .orElse("none");
    }

    static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.FLOOR));
    }

    private static String price(BigDecimal price) {
        return price.round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    private static String percent(BigDecimal fraction) {
        return fraction.movePointRight(2).setScale(2, RoundingMode.FLOOR).toPlainString() + "%";
    }

    private static String signed(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(6)).stripTrailingZeros();
        return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString();
    }

    private static String align(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        rows.forEach(row -> {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(width[c] - row.get(c).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (row == rows.get(0)) {
                text.append("-".repeat(line.toString().stripTrailing().length()))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
