package io.plimsoll.analytics.lp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.testing.Corpus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The true columns of a table whose published ones are wrong. */
@Tag("corpus")
class PerpsCorpusTest {
    private static final int DECIMALS = 18;

    private final Corpus corpus = Corpus.required();

    @Test
    void impermanentLoss() {
        Corpus.Tally tally = new Corpus.Tally("perps/impermanent-loss.json");
        JsonNode file = corpus.json("perps/impermanent-loss.json");
        for (JsonNode row : file.path("impermanentLoss")) {
            tally.check("r = " + row.get("r").asText(), () -> checkFullRange(row));
        }
        if (file.has("driftExample")) {
            tally.check("driftExample", () -> checkDrift(file.get("driftExample")));
        }
        tally.done();
    }

    private static void checkFullRange(JsonNode row) {
        BigDecimal expected = decimal(row, "truePct");
        BigDecimal percent = ImpermanentLoss.ofFullRange(decimal(row, "r")).movePointRight(2);
        assertThat(percent.setScale(expected.scale(), RoundingMode.HALF_UP)).isEqualByComparingTo(expected);
    }

    /** Token0 of a position over all prices, when the price goes from px0 to px1. */
    private static void checkDrift(JsonNode row) {
        BigInteger amount0 = decimal(row, "lpHype").movePointRight(DECIMALS).toBigIntegerExact();
        TokenAmounts deposit = new TokenAmounts(amount0, amount0.shiftLeft(32));
        PoolState then = pool(row, "px0");
        BigInteger liquidity = LiquidityMath.maxLiquidity(
                then.sqrtPriceX96(), TickMath.MIN_SQRT_PRICE, TickMath.MAX_SQRT_PRICE, deposit);

        TokenAmounts now = LiquidityMath.burnAmounts(pool(row, "px1"), TickMath.MIN_TICK, TickMath.MAX_TICK, liquidity);

        BigDecimal expected = decimal(row, "fullRangeTrueHype");
        assertThat(new BigDecimal(now.amount0(), DECIMALS).setScale(expected.scale(), RoundingMode.HALF_UP))
                .isEqualByComparingTo(expected);
    }

    private static PoolState pool(JsonNode row, String field) {
        return PoolState.at(PoolPrice.sqrtPriceOf(
                decimal(row, field).movePointRight(DECIMALS).toBigIntegerExact(), BigInteger.TEN.pow(DECIMALS)));
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return new BigDecimal(row.get(field).asText());
    }
}
