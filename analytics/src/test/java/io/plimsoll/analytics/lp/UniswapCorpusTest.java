package io.plimsoll.analytics.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.testing.Corpus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the v3-sdk computes and what the contracts' own tests recorded, to the last digit. */
@Tag("corpus")
class UniswapCorpusTest {
    private static final String FILE = "uniswap/v3-math.json";
    private static final int SLIPPAGE_BIPS = 50;
    private static final Address TOKEN0 = Address.parse("0x" + "0".repeat(39) + "1");
    private static final Address TOKEN1 = Address.parse("0x" + "0".repeat(39) + "2");
    private static final Pattern SQRT_PRICE_SNAPSHOT = Pattern.compile(".*#getSqrtRatioAtTick tick (-?\\d+) result.*");
    private static final Pattern TICK_SNAPSHOT = Pattern.compile(".*#getTickAtSqrtRatio ratio (\\d+) result.*");

    private final JsonNode file = Corpus.required().json(FILE);
    private final Corpus.Tally tally = new Corpus.Tally(FILE);

    @Test
    void everyArray() {
        each(
                "tickToSqrtPriceX96",
                row -> assertThat(TickMath.sqrtPriceAtTick(tick(row, "tick"))).isEqualTo(whole(row, "sqrtPriceX96")));
        each(
                "sqrtPriceX96ToTick",
                row -> assertThat(TickMath.tickAtSqrtPrice(whole(row, "sqrtPriceX96")))
                        .isEqualTo(tick(row, "tick")));
        each(
                "sqrtPriceX96ToTickErrors",
                row -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> TickMath.tickAtSqrtPrice(whole(row, "sqrtPriceX96")))
                        .withMessageStartingWith("sqrtPriceX96 ")
                        .withMessageEndingWith(row.get("sqrtPriceX96").asText()));
        each(
                "tickErrors",
                row -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> TickMath.sqrtPriceAtTick(tick(row, "tick")))
                        .withMessageStartingWith("tick ")
                        .withMessageEndingWith(row.get("tick").asText()));
        each(
                "encodeSqrtRatioX96",
                row -> assertThat(PoolPrice.sqrtPriceOf(whole(row, "amount1"), whole(row, "amount0")))
                        .isEqualTo(whole(row, "sqrtPriceX96")));
        each("amountDeltas", UniswapCorpusTest::checkAmountDeltas);
        each("maxLiquidityForAmounts", UniswapCorpusTest::checkMaxLiquidity);
        each("positions", UniswapCorpusTest::checkPosition);
        each("feeGrowthInside", UniswapCorpusTest::checkFees);
        each("swapStep", UniswapCorpusTest::checkSwapStep);
        each("tickPrice", UniswapCorpusTest::checkTickPrice);
        for (JsonNode row : file.path("v3CoreSnapshots").path("TickMath")) {
            checkSnapshot(row.get("name").asText(), row.get("value").asText().replace("\"", ""));
        }
        tally.done();
    }

    private void each(String array, Consumer<JsonNode> check) {
        int index = 0;
        for (JsonNode row : file.path(array)) {
            tally.check(array + "[" + index++ + "]", () -> check.accept(row));
        }
    }

    private static void checkAmountDeltas(JsonNode row) {
        BigInteger a = whole(row, "sqrtA");
        BigInteger b = whole(row, "sqrtB");
        BigInteger liquidity = whole(row, "liquidity");
        assertThat(SqrtPriceMath.amount0Delta(a, b, liquidity, false)).isEqualTo(whole(row, "amount0Down"));
        assertThat(SqrtPriceMath.amount1Delta(a, b, liquidity, false)).isEqualTo(whole(row, "amount1Down"));
        assertThat(SqrtPriceMath.amount0Delta(a, b, liquidity, true)).isEqualTo(whole(row, "amount0Up"));
        assertThat(SqrtPriceMath.amount1Delta(a, b, liquidity, true)).isEqualTo(whole(row, "amount1Up"));
    }

    private static void checkMaxLiquidity(JsonNode row) {
        BigInteger price = whole(row, "sqrtPriceX96");
        BigInteger a = whole(row, "sqrtA");
        BigInteger b = whole(row, "sqrtB");
        TokenAmounts available = amounts(row, "amount0", "amount1");
        assertThat(LiquidityMath.maxLiquidity(price, a, b, available)).isEqualTo(whole(row, "precise"));
        assertThat(LiquidityMath.maxLiquidityOfPeriphery(price, a, b, available))
                .isEqualTo(whole(row, "imprecise"));
    }

    private static void checkPosition(JsonNode row) {
        int decimals0 = row.get("decimals0").asInt();
        int decimals1 = row.get("decimals1").asInt();
        int lower = tick(row, "tickLower");
        int upper = tick(row, "tickUpper");
        BigInteger liquidity = whole(row, "liquidity");
        PoolState pool = new PoolState(whole(row, "sqrtPriceX96"), tick(row, "tickCurrent"));

        LpValuation valuation = LpValuation.ofBooked(position(row), pool);
        assertThat(valuation.isInRange()).isEqualTo(row.get("inRange").asBoolean());
        assertThat(valuation.principal()).isEqualTo(amounts(row, "amount0", "amount1"));
        assertThat(valuation.delta0(decimals0)).isEqualByComparingTo(decimal(row, "amount0Human"));
        assertThat(valuation.delta1(decimals1)).isEqualByComparingTo(decimal(row, "amount1Human"));
        assertThat(LiquidityMath.mintAmounts(pool, lower, upper, liquidity))
                .isEqualTo(amounts(row, "mintAmount0", "mintAmount1"));
        assertThat(SlippageLimits.mint(pool, lower, upper, liquidity, SLIPPAGE_BIPS))
                .isEqualTo(amounts(row, "mintSlippage50bps0", "mintSlippage50bps1"));
        assertThat(SlippageLimits.burn(pool, lower, upper, liquidity, SLIPPAGE_BIPS))
                .isEqualTo(amounts(row, "burnSlippage50bps0", "burnSlippage50bps1"));

        BigInteger price = pool.sqrtPriceX96();
        assertThat(PoolPrice.ofToken0(price, decimals0, decimals1, PoolPrice.DISPLAY))
                .isEqualByComparingTo(decimal(row, "token0Price18"));
        assertThat(PoolPrice.ofToken1(price, decimals0, decimals1, PoolPrice.DISPLAY))
                .isEqualByComparingTo(decimal(row, "token1Price18"));
        assertThat(tickPrice(lower, decimals0, decimals1, 12)).isEqualByComparingTo(decimal(row, "priceLower12"));
        assertThat(tickPrice(upper, decimals0, decimals1, 12)).isEqualByComparingTo(decimal(row, "priceUpper12"));
    }

    private static LpPosition position(JsonNode row) {
        return new LpPosition(
                ChainId.HYPEREVM,
                Address.ZERO,
                BigInteger.ONE,
                TOKEN0,
                TOKEN1,
                row.get("fee").asInt(),
                tick(row, "tickLower"),
                tick(row, "tickUpper"),
                whole(row, "liquidity"),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO);
    }

    private static void checkFees(JsonNode row) {
        BigInteger earned0 = checkFees(row, "0");
        BigInteger earned1 = checkFees(row, "1");
        assertThat(earned0.max(earned1).bitLength() > 128)
                .isEqualTo(row.get("tokensOwedExceedsUint128").asBoolean());
    }

    private static BigInteger checkFees(JsonNode row, String token) {
        BigInteger liquidity = whole(row, "liquidity");
        BigInteger last = whole(row, "insideLast" + token);
        BigInteger inside = FeeMath.feeGrowthInside(
                tick(row, "tickCurrent"),
                tick(row, "tickLower"),
                tick(row, "tickUpper"),
                whole(row, "feeGrowthGlobal" + token + "X128"),
                whole(row.get("lower"), "o" + token),
                whole(row.get("upper"), "o" + token));
        assertThat(inside).isEqualTo(whole(row, "inside" + token));
        BigInteger earned = FeeMath.earned(inside, last, liquidity);
        // the sdk does not cut to 128 bits, the contract does
        assertThat(earned).isEqualTo(whole(row, "tokensOwed" + token));
        assertThat(FeeMath.owed(BigInteger.ZERO, inside, last, liquidity))
                .isEqualTo(earned.mod(BigInteger.ONE.shiftLeft(128)));
        return earned;
    }

    private static void checkSwapStep(JsonNode row) {
        SwapMath.Step step = SwapMath.computeSwapStep(
                whole(row, "sqrtCurrent"),
                whole(row, "sqrtTarget"),
                whole(row, "liquidity"),
                whole(row, "amountRemaining"),
                row.get("feePips").asInt());
        assertThat(step)
                .isEqualTo(new SwapMath.Step(
                        whole(row, "sqrtNext"),
                        whole(row, "amountIn"),
                        whole(row, "amountOut"),
                        whole(row, "feeAmount")));
    }

    private static void checkTickPrice(JsonNode row) {
        int decimals0 = row.get("decimals0").asInt();
        int decimals1 = row.get("decimals1").asInt();
        int tick = tick(row, "tick");
        assertThat(tickPrice(tick, decimals0, decimals1, 15))
                .isEqualByComparingTo(decimal(row, "price_token1PerToken0_sig15"));
        BigDecimal exact =
                PoolPrice.ofToken0(TickMath.sqrtPriceAtTick(tick), decimals0, decimals1, MathContext.UNLIMITED);
        assertThat(PoolPrice.tickOf(exact, decimals0, decimals1)).isEqualTo(tick(row, "roundTripTick"));
    }

    private void checkSnapshot(String name, String value) {
        Matcher sqrtPrice = SQRT_PRICE_SNAPSHOT.matcher(name);
        Matcher tick = TICK_SNAPSHOT.matcher(name);
        if (sqrtPrice.matches()) {
            tally.check(
                    name,
                    () -> assertThat(TickMath.sqrtPriceAtTick(Integer.parseInt(sqrtPrice.group(1))))
                            .isEqualTo(new BigInteger(value)));
        } else if (tick.matches()) {
            tally.check(
                    name,
                    () -> assertThat(TickMath.tickAtSqrtPrice(new BigInteger(tick.group(1))))
                            .isEqualTo(Integer.parseInt(value)));
        } else if (!name.contains(" gas ")) {
            tally.check(name, () -> {
                throw new AssertionError("a snapshot this test does not know");
            });
        }
    }

    private static BigDecimal tickPrice(int tick, int decimals0, int decimals1, int digits) {
        return PoolPrice.ofToken0(
                TickMath.sqrtPriceAtTick(tick), decimals0, decimals1, new MathContext(digits, RoundingMode.HALF_UP));
    }

    private static TokenAmounts amounts(JsonNode row, String field0, String field1) {
        return new TokenAmounts(whole(row, field0), whole(row, field1));
    }

    private static int tick(JsonNode row, String field) {
        return row.get(field).asInt();
    }

    private static BigInteger whole(JsonNode row, String field) {
        return new BigInteger(row.get(field).asText());
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return new BigDecimal(row.get(field).asText());
    }
}
