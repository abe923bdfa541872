package io.plimsoll.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class LoadLineTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));

    @Test
    void of_eachKindOfAccount() {
        try (FakeVenue venue = FakeVenue.start(ManualClock.atNewYear())) {
            HyperliquidClient client = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(2));
            venue.list(
                    new Market("HYPE", 2, MarginTable.singleTier(10), false),
                    new AssetContext("HYPE", BigDecimal.TEN, BigDecimal.TEN, BigDecimal.ZERO, BigDecimal.ONE));

            venue.open(FakeAccount.standard(ALICE, "20").cross("HYPE", "10", "10", 5));
            assertThat(LoadLine.of(client, ALICE)).startsWith("HYPE is liquidated at At[price=8.4210526");
            venue.open(FakeAccount.standard(ALICE, "200").cross("HYPE", "10", "10", 5));
            assertThat(LoadLine.of(client, ALICE)).startsWith("no position");
            venue.open(FakeAccount.unified(ALICE, "20").cross("HYPE", "10", "10", 5));
            assertThat(LoadLine.of(client, ALICE)).startsWith("not valued: UNIFIED_ACCOUNT");
        }
    }

    /** The README shows this class's own lines. */
    @Test
    void readme_showsTheCompiledCode() throws Exception {
        Path root = Path.of(System.getProperty("plimsoll.root", ".."));
        String source =
                Files.readString(root.resolve("examples/src/main/java/io/plimsoll/examples/quickstart/LoadLine.java"));
        String body = source.substring(source.indexOf("AccountState state ="), source.indexOf("    }\n}"))
                .stripTrailing()
                .replaceAll("(?m)^ {8}", "");

        assertThat(Files.readString(root.resolve("README.md"))).contains(body);
    }
}
