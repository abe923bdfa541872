package io.plimsoll.examples.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.analytics.margin.MarginReport;
import io.plimsoll.analytics.margin.PositionMargin;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.foundation.error.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results as JSON: decimals as text, null where unknown. */
final class LoadLineJson {
    private static final int DECIMALS = 10;

    private LoadLineJson() {}

    static String render(List<AccountLine> lines, Instant now) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("time", now.toString());
        ArrayNode rows = root.putArray("accounts");
        lines.forEach(line -> row(rows.addObject(), line, now));
        return root.toString();
    }

    private static void row(ObjectNode row, AccountLine line, Instant now) {
        Optional<MarginReport> report = line.assessment().flatMap(MarginAssessment::findReport);
        Optional<PositionMargin> nearest = report.flatMap(MarginReport::nearest);
        row.put("name", line.account().label())
                .put("address", line.account().address().hex());
        row.put("mode", LoadLineTable.mode(line));
        row.put("equity", text(report.map(MarginReport::equity), RoundingMode.FLOOR));
        row.put("maintenance", text(report.map(MarginReport::maintenance), RoundingMode.CEILING));
        row.put(
                "healthFactor",
                text(report.flatMap(MarginReport::weakest).flatMap(pool -> pool.value()), RoundingMode.FLOOR));
        row.put("liquidation", report.map(LoadLineTable::nearest).orElse(null));
        row.put("distance", text(nearest.flatMap(PositionMargin::distance), RoundingMode.FLOOR));
        row.put("liquidity", line.liquidity().isEmpty() ? null : LoadLineTable.liquidity(line.liquidity()));
        row.putNull("netDelta");
        line.netDelta().ifPresent(net -> {
            ObjectNode deltas = row.putObject("netDelta");
            net.forEach((asset, delta) -> deltas.put(asset, delta.toPlainString()));
        });
        row.put("fundingApr", text(line.fundingApr(), RoundingMode.FLOOR));
        line.oracle().flatMap(Outcome::findValue).ifPresent(quote -> oracle(row.putObject("oracle"), quote, now));
        ArrayNode missing = row.putArray("missing");
        line.missing().forEach(missing::add);
    }

    private static void oracle(ObjectNode node, PriceQuote quote, Instant now) {
        node.put("asset", quote.asset())
                .put("price", quote.price().value().toPlainString())
                .put("confidence", quote.price().confidence().toPlainString())
                .put("ageSeconds", quote.price().age(now).toSeconds())
                .put("verifiedBy", quote.attestation().map(Object::toString).orElse(null));
    }

    private static @Nullable String text(Optional<BigDecimal> value, RoundingMode rounding) {
        return value.map(
                        v -> v.setScale(DECIMALS, rounding).stripTrailingZeros().toPlainString())
                .orElse(null);
    }
}
