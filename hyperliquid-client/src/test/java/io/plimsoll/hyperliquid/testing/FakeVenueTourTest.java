package io.plimsoll.hyperliquid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.AssetId;
import io.plimsoll.hyperliquid.exchange.Cloid;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderBuilder;
import io.plimsoll.hyperliquid.exchange.OutcomeUnknown;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The tour through the fake venue that its package shows is compiled, and true. */
class FakeVenueTourTest {
    private static final Path ROOT = Path.of(System.getProperty("plimsoll.root", ".."));

    @Test
    void tour_isTrue() {
        // tour
        FakeVenue venue = FakeVenue.start(Clock.systemUTC());

        // a market, an account whose key you have, and somebody else's
        BigDecimal price = new BigDecimal("40");
        venue.list(
                new Market("HYPE", 2, MarginTable.singleTier(10), false),
                new AssetContext("HYPE", price, price, new BigDecimal("0.0000125"), BigDecimal.ONE));
        LocalSigner key = LocalSigner.fromHex("0x" + "11".repeat(32));
        Address other = Address.parse("0x" + "a1".repeat(20));
        venue.open(FakeAccount.standard(key.address(), "1000"));
        venue.open(FakeAccount.standard(other, "1000"));

        // an order through the client, as on the real venue
        HyperliquidClient client = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5));
        ExchangeClient exchange = client.exchange(
                ActionSigner.of(HyperliquidChain.MAINNET, key, Nonces.inMemory(InstantSource.system())));
        OrderAction.Order order = OrderBuilder.in(AssetId.perp(venue.asset("HYPE")), 2)
                .buy(BigDecimal.ONE)
                .limit(price, TimeInForce.GOOD_TIL_CANCEL)
                .build();
        exchange.submit(OrderAction.of(order));

        // the other one sells to it, without a signature; what was done is in the ledger
        venue.take(other, "HYPE", "-1", "40");
        List<VenueLedger.Fill> fills = venue.ledger().fills(key.address());

        // the venue misbehaves: sockets are cut, and the next order is placed but never answered
        venue.streams().cutAll();
        venue.misbehave(HttpFault.ANSWER_LOST, "/exchange", 1);
        try {
            exchange.submit(OrderAction.of(order.withCloid(Cloid.of(7))));
        } catch (OutcomeUnknown lost) {
            venue.ledger().openOrders(key.address()).forEach(System.out::println);
        }
        venue.behave();
        // end

        assertThat(fills)
                .singleElement()
                .satisfies(fill -> assertThat(fill.px()).isEqualByComparingTo("40"));
        assertThat(venue.ledger().openOrders(key.address()))
                .extracting(VenueLedger.Order::cloid)
                .containsExactly(Optional.of(Cloid.of(7).hex()));
        venue.close();
    }

    @Test
    void tour_isWhatThePackageShows() throws IOException {
        String test = Files.readString(ROOT.resolve(
                "hyperliquid-client/src/test/java/io/plimsoll/hyperliquid/testing/FakeVenueTourTest.java"));
        String shown = Files.readString(
                ROOT.resolve("hyperliquid-client/src/main/java/io/plimsoll/hyperliquid/testing/package-info.java"));

        String code = test.substring(test.indexOf("        // tour\n") + 16, test.indexOf("        // end\n"));

        assertThat(shown.replaceAll("(?m)^ \\* ?", "")).contains(code.replaceAll("(?m)^ {8}", ""));
    }
}
