package io.plimsoll.hyperliquid.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.feed.OrderBook.Applied;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.source.HyperliquidTrades;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the feeds make of recorded messages of the venue, found in the files by their shape. */
@Tag("corpus")
class FeedCorpusTest {
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();

    private final Corpus corpus = Corpus.required();

    /** A JSON value somewhere in a recording, and what it was the answer to. */
    private record Found(String file, JsonNode value) {}

    @Test
    void recordedFills_ofLiquidations_areToldFromOrdinaryOnes() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid feed liquidations");
        for (Found found : all(node -> node.has("dir") && node.has("tid") && node.has("startPosition"))) {
            JsonNode row = found.value;
            tally.check(found.file + " " + row.path("tid"), () -> {
                UserFill fill = read(new TypeReference<UserFill>() {}, row);
                boolean forced = row.hasNonNull("liquidation")
                        || row.path("dir").asText().startsWith("Liquidated")
                        || row.path("dir").asText().equals("Auto-Deleveraging");
                LiquidationCombiner combiner = LiquidationCombiner.mainnet(ManualClock.atNewYear());
                List<LiquidationUpdate> updates = new ArrayList<>(combiner.onFill(owner(found), fill));
                updates.addAll(combiner.flush());
                assertThat(updates).hasSize(forced ? 1 : 0);
                if (forced) {
                    assertMatches(updates.get(0).liquidation(), row);
                }
            });
        }
        tally.done();
    }

    private static void assertMatches(Liquidation liquidation, JsonNode row) {
        Closed closed = liquidation.closed().orElseThrow();
        assertThat(liquidation.certainty()).isEqualTo(Certainty.CONFIRMED);
        assertThat(liquidation.time().toEpochMilli()).isEqualTo(row.path("time").asLong());
        assertThat(closed.coin()).isEqualTo(row.path("coin").asText());
        assertThat(closed.size()).isEqualByComparingTo(row.path("sz").asText());
        assertThat(closed.notional().orElseThrow())
                .isEqualByComparingTo(new BigDecimal(row.path("px").asText())
                        .multiply(new BigDecimal(row.path("sz").asText())));
        String dir = row.path("dir").asText();
        if (dir.startsWith("Liquidated ")) {
            assertThat(closed.side()).isEqualTo(dir.endsWith("Long") ? PositionSide.LONG : PositionSide.SHORT);
            if (row.path("liquidation").hasNonNull("liquidatedUser")) {
                assertThat(liquidation.user())
                        .contains(Address.parse(
                                row.path("liquidation").path("liquidatedUser").asText()));
            }
        }
        if (row.hasNonNull("liquidation")) {
            assertThat(closed.markPrice().orElseThrow())
                    .isEqualByComparingTo(row.path("liquidation").path("markPx").asText());
        }
    }

    /** The account that a whole file is about, else somebody who is nobody. */
    private static Address owner(Found found) {
        return found.file.contains("liquidator")
                ? LiquidatorVaults.HLP.vaults().iterator().next()
                : Address.ZERO;
    }

    @Test
    void recordedVaultFills_areEvidenceOfTheVault() {
        Path file = corpus.path("hyperliquid/recent/yassi80-userFills_hlp_liquidator.json");
        if (!Files.exists(file)) {
            return;
        }
        Corpus.Tally tally = new Corpus.Tally("hyperliquid feed vault fills");
        JsonNode recorded = Corpus.read(file);
        Address vault = Address.parse(recorded.path("request").path("user").asText());
        for (JsonNode row : recorded.path("response")) {
            if (row.hasNonNull("liquidation")) {
                tally.check(row.path("tid").asText(), () -> {
                    LiquidationCombiner combiner = LiquidationCombiner.mainnet(ManualClock.atNewYear());
                    combiner.onFill(vault, read(new TypeReference<UserFill>() {}, row));
                    assertThat(combiner.flush()).singleElement().satisfies(update -> {
                        assertThat(update.liquidation().evidence()).containsExactly(Evidence.VAULT_FILL);
                        assertThat(update.liquidation().liquidators()).containsExactly(vault);
                    });
                });
            }
        }
        tally.done();
    }

    @Test
    void recordedCandles_startAndEndWhereOursDo() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid feed candles");
        for (Found found : all(node -> node.has("t") && node.has("T") && node.has("i") && node.has("o"))) {
            JsonNode row = found.value;
            tally.check(found.file + " " + row.path("t"), () -> {
                CandleInterval interval = CandleInterval.parse(row.path("i").asText());
                Instant start = Instant.ofEpochMilli(row.path("t").asLong());
                assertThat(interval.start(start)).isEqualTo(start);
                assertThat(interval.end(start).toEpochMilli() - 1)
                        .isEqualTo(row.path("T").asLong());
            });
        }
        tally.done();
    }

    @Test
    void recordedBooks_areBooks() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid feed books");
        for (Found found : all(node -> node.has("levels") && node.has("coin") && node.has("time"))) {
            tally.check(found.file + " " + found.value.path("time"), () -> {
                L2Book book = read(new TypeReference<L2Book>() {}, found.value);
                OrderBook local = new OrderBook(book.coin(), ManualClock.atNewYear(), Duration.ofSeconds(1));
                assertThat(local.apply(book)).isEqualTo(Applied.YES);
                BookView view = local.find().orElseThrow();
                view.spread().ifPresent(spread -> assertThat(spread).isPositive());
                view.bestAsk()
                        .ifPresent(best -> assertThat(view.averagePriceForSize(Side.BUY, best.size())
                                        .orElseThrow())
                                .isEqualByComparingTo(best.price()));
            });
        }
        tally.done();
    }

    @Test
    void recordedTrades_makeACandle() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid feed trades");
        for (Found found : all(node -> node.has("users") && node.has("tid") && node.has("side"))) {
            tally.check(found.file + " " + found.value.path("tid"), () -> {
                MarketTrade trade = HyperliquidTrades.map(read(new TypeReference<Trade>() {}, found.value));
                CandleBuilder candles =
                        new CandleBuilder(trade.coin(), Set.of(CandleInterval.ONE_MINUTE), Duration.ZERO);
                candles.add(trade);
                assertThat(candles.findRunning(CandleInterval.ONE_MINUTE)
                                .orElseThrow()
                                .volume())
                        .isEqualByComparingTo(found.value.path("sz").asText());
            });
        }
        tally.done();
    }

    private List<Found> all(Predicate<JsonNode> shape) {
        List<Found> found = new ArrayList<>();
        for (String folder : List.of("hyperliquid/info", "hyperliquid/recent")) {
            try (Stream<Path> files = Files.list(corpus.path(folder))) {
                for (Path file : files.sorted().toList()) {
                    for (JsonNode root : roots(Files.readString(file))) {
                        walk(file.getFileName().toString(), root, shape, found);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** A file is one JSON value, or lines with something before the first that begins with one. */
    private static List<JsonNode> roots(String text) throws IOException {
        List<JsonNode> roots = new ArrayList<>();
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("{") || lines[i].startsWith("[")) {
                String rest = String.join("\n", List.of(lines).subList(i, lines.length));
                MAPPER.readerFor(JsonNode.class)
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .<JsonNode>readValues(rest)
                        .forEachRemaining(roots::add);
                break;
            }
        }
        return roots;
    }

    private static void walk(String file, JsonNode node, Predicate<JsonNode> shape, List<Found> found) {
        if (node.isObject() && shape.test(node)) {
            found.add(new Found(file, node));
        }
        node.forEach(child -> walk(file, child, shape, found));
    }

    private static <T> T read(TypeReference<T> reference, JsonNode node) {
        JavaType type = WireJson.type(reference);
        byte[] json = node.toString().getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(WireJson.read(type, json, 0, json.length, "corpus", "row"));
    }
}
