package io.plimsoll.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.hermes.HermesStream;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermes.Tampering;
import io.plimsoll.pyth.testing.FakeHermesStreams;
import io.plimsoll.pyth.testing.UpdateSigner;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private static final Path ROOT = Path.of(System.getProperty("plimsoll.root", ".."));
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");
    private static final Bytes32 HYPE = PythFeeds.USD.get("HYPE");

    private final Clock clock = Clock.systemUTC();
    private final FakeVenue venue = FakeVenue.start(clock);
    private final FakeHermes hermes = FakeHermes.start(ROUTERS, clock);
    private final PythClient pyth =
            PythClient.at(hermes.url(), Optional.empty(), new OkHttpClient(), Duration.ofSeconds(5), ROUTERS.trust());

    PricesTest() {
        BigDecimal price = new BigDecimal("40");
        venue.list(
                new Market("HYPE", 2, MarginTable.singleTier(10), false),
                new AssetContext("HYPE", price, price, BigDecimal.ZERO, BigDecimal.ONE));
        venue.list(
                new Market("BTC", 5, MarginTable.singleTier(40), false),
                new AssetContext("BTC", price, price, BigDecimal.ZERO, BigDecimal.ONE));
    }

    @AfterEach
    void close() {
        hermes.close();
        venue.close();
    }

    private String agreed(String asset) {
        PriceSource oracle = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5))
                .oracle(clock);
        return AgreedPrice.of(asset, pyth.prices(), oracle);
    }

    @Test
    void price_isThatOfPyth_ifTheVenueAgrees() {
        hermes.publish(HYPE, "40.4", "0.01");
        assertThat(agreed("HYPE"))
                .startsWith("pyth-hermes 40.4")
                .contains(", collateral at 40.378", ", debt at 40.421")
                .endsWith(", sources differ by 100.00 bps");

        hermes.publish(HYPE, "41.2", "0.01");
        assertThat(agreed("HYPE")).startsWith("no price: ").contains("SOURCES_DISAGREE 300.00 bps, limit 200 bps");
    }

    @Test
    void price_isThatOfTheVenue_ifPythIsNotBelieved_andNobodyAgreesWithIt() {
        hermes.publish(HYPE, "40.4", "0.01").tamper(Tampering.SIGNATURE);
        assertThat(agreed("HYPE")).startsWith("hyperliquid 4").endsWith(", no other source has a price");

        assertThat(agreed("NOSUCH")).startsWith("no price: ").contains("no feed id", "no perp market");
    }

    @Test
    void prices_areFollowed_untilTheyAreForged() {
        hermes.publish(HYPE, "40.125", "0.03");
        FakeHermesStreams streams = hermes.streams();
        List<String> lines = new CopyOnWriteArrayList<>();
        try (HermesStream stream = FollowPrices.start(pyth, Set.of(HYPE), lines::add)) {
            await().until(() -> streams.live() == 1);
            streams.tick();
            await().untilAsserted(() -> assertThat(lines)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("40.125")
                            .contains(" at 20")
                            .endsWith(", signed by test-routers#0 3/3")));
            streams.forge(1);
            await().untilAsserted(() -> {
                streams.tick();
                assertThat(lines).anyMatch(line -> line.startsWith("not believed: "));
            });
            assertThat(stream.feeds()).containsExactly(HYPE);
        }
    }

    /** The README of the client shows the lines of these classes. */
    @ParameterizedTest
    @CsvSource({"AgreedPrice, FirstOf prices", "FollowPrices, HermesStream stream"})
    void readme_showsTheCompiledCode(String example, String from) throws IOException {
        String source = Files.readString(
                ROOT.resolve("examples/src/main/java/io/plimsoll/examples/quickstart/" + example + ".java"));
        String body = source.substring(source.indexOf(from), source.indexOf("    }\n}"))
                .stripTrailing()
                .replaceAll("(?m)^ {8}", "");

        assertThat(Files.readString(ROOT.resolve("pyth-client/README.md"))).contains(body);
    }
}
