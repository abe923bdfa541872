package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PriceBasket;
import io.plimsoll.core.domain.price.PriceBasket.Holding;
import io.plimsoll.core.domain.price.PriceLine;
import io.plimsoll.core.domain.price.ValuationCurve;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.core.testing.Corpus.Tally;
import io.plimsoll.pyth.onchain.ContractArithmetic;
import io.plimsoll.pyth.onchain.ContractArithmetic.RevertedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The arithmetic of {@link OraclePrice} against Pyth's own SDKs, run on other machines: bit for bit, refusals included. */
@Tag("corpus")
class PythPriceMathCorpusTest {
    private static final String FILE = "pyth/price-math.json";

    /** The fields of a case of each operation, in the order of the SDK's parameters. */
    private static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry("mul", List.of("a", "b")),
            Map.entry("div", List.of("a", "b")),
            Map.entry("add", List.of("a", "b")),
            Map.entry("cmul", List.of("a", "c", "e")),
            Map.entry("normalize", List.of("a")),
            Map.entry("scale_to_exponent", List.of("a", "target")),
            Map.entry("get_price_in_quote", List.of("a", "b", "target")),
            Map.entry("price_basket", List.of("items", "target")),
            Map.entry("fraction", List.of("x", "y")),
            Map.entry("affine_combination", List.of("x1", "y1", "x2", "y2", "xQuery", "preAddExpo")),
            Map.entry(
                    "get_collateral_valuation_price",
                    List.of(
                            "a",
                            "deposits",
                            "depositsEndpoint",
                            "rateDiscountInitial",
                            "rateDiscountFinal",
                            "discountExponent")),
            Map.entry(
                    "get_borrow_valuation_price",
                    List.of(
                            "a",
                            "borrows",
                            "borrowsEndpoint",
                            "ratePremiumInitial",
                            "ratePremiumFinal",
                            "premiumExponent")));

    @Test
    void everyCase_givesTheOfficialResult() {
        JsonNode file = Corpus.required().json(FILE);
        Tally tally = new Tally(FILE);
        for (JsonNode row : file.path("rust")) {
            tally.check(
                    row.toString(),
                    () -> assertThat(compute(row.path("op").asText(), arguments(row)))
                            .isEqualTo(expected(row.path("r"))));
        }
        for (JsonNode row : file.path("rustUnitTests")) {
            tally.check(row.toString(), () -> checkUnitTest(row));
        }
        for (JsonNode row : file.path("evmPythUtils")) {
            tally.check(row.toString(), () -> checkContract(row));
        }
        for (JsonNode row : file.path("doubles")) {
            tally.check(row.toString(), () -> checkDecimal(row));
        }
        tally.done();
    }

    private static List<JsonNode> arguments(JsonNode row) {
        List<String> names = PARAMETERS.get(row.path("op").asText());
        if (names == null) {
            throw new AssertionError("unknown operation " + row.path("op"));
        }
        return names.stream().map(row::required).toList();
    }

    private static void checkUnitTest(JsonNode row) {
        List<JsonNode> arguments = new ArrayList<>();
        row.path("args").forEach(arguments::add);
        Optional<OraclePrice> expected = switch (row.path("kind").asText()) {
            case "succeeds" -> expected(arguments.remove(arguments.size() - 1));
            case "fails" -> Optional.empty();
            default -> throw new AssertionError("unknown kind " + row.path("kind"));
        };
        String test = row.path("test").asText();
        assertThat(test).startsWith("test_");
        assertThat(compute(test.substring("test_".length()), arguments)).isEqualTo(expected);
    }

    private static Optional<OraclePrice> compute(String operation, List<JsonNode> arguments) {
        return switch (operation) {
            case "mul" -> price(arguments.get(0)).times(price(arguments.get(1)));
            case "div" -> price(arguments.get(0)).dividedBy(price(arguments.get(1)));
            case "add" -> price(arguments.get(0)).plus(price(arguments.get(1)));
            case "cmul" -> price(arguments.get(0)).times(signed(arguments.get(1)), exponent(arguments.get(2)));
            case "normalize" -> price(arguments.get(0)).normalised();
            case "scale_to_exponent" -> price(arguments.get(0)).scaledTo(exponent(arguments.get(1)));
            case "get_price_in_quote" ->
                price(arguments.get(0)).inQuote(price(arguments.get(1)), exponent(arguments.get(2)));
            case "price_basket" -> basket(arguments.get(0)).price(exponent(arguments.get(1)));
            case "fraction" -> PriceLine.fraction(signed(arguments.get(0)), signed(arguments.get(1)));
            case "affine_combination" ->
                new PriceLine(
                                signed(arguments.get(0)),
                                price(arguments.get(1)),
                                signed(arguments.get(2)),
                                price(arguments.get(3)))
                        .at(signed(arguments.get(4)), exponent(arguments.get(5)));
            case "get_collateral_valuation_price" ->
                curve(arguments).collateralPrice(price(arguments.get(0)), unsigned(arguments.get(1)));
            case "get_borrow_valuation_price" ->
                curve(arguments).borrowPrice(price(arguments.get(0)), unsigned(arguments.get(1)));
            default -> throw new AssertionError("unknown operation " + operation);
        };
    }

    private static ValuationCurve curve(List<JsonNode> arguments) {
        return new ValuationCurve(
                unsigned(arguments.get(2)),
                unsigned(arguments.get(3)),
                unsigned(arguments.get(4)),
                exponent(arguments.get(5)));
    }

    private static PriceBasket basket(JsonNode items) {
        List<Holding> holdings = new ArrayList<>();
        for (JsonNode item : items) {
            holdings.add(
                    item.isArray()
                            ? new Holding(price(item.path(0)), signed(item.path(1)), exponent(item.path(2)))
                            : new Holding(
                                    price(item.required("price")),
                                    signed(item.required("qty")),
                                    exponent(item.required("qtyExpo"))));
        }
        return new PriceBasket(holdings);
    }

    private static void checkContract(JsonNode row) {
        Supplier<BigInteger> call = switch (row.path("fn").asText()) {
            case "convertToUint" ->
                () -> ContractArithmetic.convertToUint(
                        price(row, "price", "expo"), exponent(row.required("targetDecimals")));
            case "deriveCrossRate" ->
                () -> ContractArithmetic.deriveCrossRate(
                        price(row, "price1", "expo1"),
                        price(row, "price2", "expo2"),
                        exponent(row.required("targetExpo")));
            default -> throw new AssertionError("unknown function " + row.path("fn"));
        };
        if (row.has("revert")) {
            assertThatExceptionOfType(RevertedException.class)
                    .isThrownBy(call::get)
                    .satisfies(e -> assertThat(e.revert().solidity())
                            .isEqualTo(row.path("revert").asText()));
        } else {
            assertThat(call.get()).isEqualTo(new BigInteger(row.required("r").asText()));
        }
    }

    private static void checkDecimal(JsonNode row) {
        BigDecimal value = price(row, "price", "expo").value();
        assertThat(value).isEqualByComparingTo(row.required("exactDecimal").asText());
        assertThat(Double.doubleToRawLongBits(value.doubleValue()))
                .isEqualTo(
                        Long.parseUnsignedLong(row.required("nearestDoubleBits").asText(), 16));
    }

    private static Optional<OraclePrice> expected(JsonNode result) {
        return result.isNull() ? Optional.empty() : Optional.of(price(result));
    }

    private static OraclePrice price(JsonNode row, String price, String expo) {
        return new OraclePrice(signed(row.required(price)), exponent(row.required(expo)), 0, Instant.EPOCH);
    }

    private static OraclePrice price(JsonNode node) {
        return new OraclePrice(
                signed(node.required("price")),
                exponent(node.required("expo")),
                unsigned(node.required("conf")),
                Instant.ofEpochSecond(node.path("publishTime").asLong(0)));
    }

    /** Numbers beyond 2^53 are written as strings. */
    private static long signed(JsonNode number) {
        return Long.parseLong(number.asText());
    }

    private static long unsigned(JsonNode number) {
        return Long.parseUnsignedLong(number.asText());
    }

    private static int exponent(JsonNode number) {
        return Integer.parseInt(number.asText());
    }
}
