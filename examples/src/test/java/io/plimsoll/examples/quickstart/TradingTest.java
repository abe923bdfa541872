package io.plimsoll.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingTest {
    private static final LocalSigner KEY = LocalSigner.fromHex("0x" + "11".repeat(32));
    private static final Address MAKER = Address.parse("0x" + "a1".repeat(20));
    private static final Path ROOT = Path.of(System.getProperty("plimsoll.root", ".."));

    private final FakeVenue venue = FakeVenue.start(Clock.systemUTC());
    private final HyperliquidClient client =
            HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5));
    private final ActionSigner signer =
            ActionSigner.of(HyperliquidChain.MAINNET, KEY, Nonces.inMemory(InstantSource.system()));

    TradingTest() {
        BigDecimal price = new BigDecimal("40");
        venue.list(
                        new Market("HYPE", 2, MarginTable.singleTier(10), false),
                        new AssetContext("HYPE", price, price, BigDecimal.ZERO, BigDecimal.ONE))
                .open(FakeAccount.standard(MAKER, "100000"))
                .open(FakeAccount.standard(KEY.address(), "100000"));
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private String buy(String size, String price) {
        return FirstOrder.buy(client, signer, "HYPE", new BigDecimal(size), new BigDecimal(price));
    }

    @Test
    void order_isPlaced_filled_orRefused() {
        assertThat(buy("1", "39.123456")).startsWith("Resting[oid=");
        assertThat(venue.ledger().openOrders(KEY.address()).get(0).limitPx()).isEqualByComparingTo("39.123");
        venue.quote(MAKER, "HYPE", "-1", "40");
        assertThat(buy("1", "41")).startsWith("Filled[totalSz=1");
        assertThat(buy("0.1", "39")).startsWith("Rejected[error=Order must have minimum value of $10");
    }

    @Test
    void fills_areFollowed() {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (VenueStream stream = FollowFills.start(client, KEY.address(), lines::add)) {
            assertThat(stream.status().connection().connected()).isTrue();
            venue.quote(MAKER, "HYPE", "-2", "40");
            buy("2", "40");
            await().untilAsserted(() -> assertThat(lines).containsExactly("Open Long 2.0 HYPE at 40.0"));
        }
    }

    /** The README of the client shows the lines of these classes. */
    @ParameterizedTest
    @CsvSource({
        "FirstOrder, List<Meta.Asset> markets",
        "FollowFills, VenueStream stream",
    })
    void readme_showsTheCompiledCode(String example, String from) throws IOException {
        String source = Files.readString(
                ROOT.resolve("examples/src/main/java/io/plimsoll/examples/quickstart/" + example + ".java"));
        String body = source.substring(source.indexOf(from), source.indexOf("    }\n}"))
                .stripTrailing()
                .replaceAll("(?m)^ {8}", "");

        assertThat(Files.readString(ROOT.resolve("hyperliquid-client/README.md")))
                .contains(body);
    }
}
