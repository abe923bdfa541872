package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.AssetId;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderBuilder;
import io.plimsoll.hyperliquid.exchange.OrderOutcome;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A venue with two markets and accounts whose keys are known. */
final class VenueFixture implements AutoCloseable {
    static final Signer ALICE = signer(1);
    static final Signer BOB = signer(2);
    static final Signer CAROL = signer(3);
    static final AssetId BTC = AssetId.perp(0);
    static final AssetId HYPE = AssetId.perp(1);

    final ManualClock clock = ManualClock.atNewYear();
    final FakeVenue venue = FakeVenue.start(clock);
    final OkHttpClient http = new OkHttpClient();
    final Nonces nonces = Nonces.inMemory(clock);

    VenueFixture() {
        venue.list(new Market("BTC", 5, MarginTable.singleTier(40), false), context("BTC", "100000"))
                .list(new Market("HYPE", 2, MarginTable.singleTier(10), false), context("HYPE", "40"))
                .listSpot("PURR/USDC", "PURR", 0, "0.2");
        for (Signer signer : new Signer[] {ALICE, BOB, CAROL}) {
            venue.open(FakeAccount.standard(signer.address(), "1000000"));
        }
    }

    static Signer signer(int key) {
        return LocalSigner.fromHex("0x" + "0".repeat(62) + String.format("%02x", key));
    }

    static AssetContext context(String coin, String price) {
        return new AssetContext(
                coin, new BigDecimal(price), new BigDecimal(price), new BigDecimal("0.0000125"), BigDecimal.ONE);
    }

    ExchangeClient client(Signer signer) {
        return client(ActionSigner.of(HyperliquidChain.MAINNET, signer, nonces));
    }

    ExchangeClient client(ActionSigner signer) {
        return ExchangeClient.of(
                HttpJson.of("hyperliquid", http, Duration.ofSeconds(5)),
                venue.url(),
                signer,
                VenueLimits.none(),
                Duration.ofSeconds(5));
    }

    static OrderBuilder hype() {
        return OrderBuilder.in(HYPE, 2);
    }

    static OrderAction.Order buy(String size, String price, TimeInForce tif) {
        return hype().buy(new BigDecimal(size))
                .limit(new BigDecimal(price), tif)
                .build();
    }

    static OrderAction.Order sell(String size, String price, TimeInForce tif) {
        return hype().sell(new BigDecimal(size))
                .limit(new BigDecimal(price), tif)
                .build();
    }

    OrderOutcome submit(Signer signer, OrderAction.Order order) {
        return client(signer).submit(OrderAction.of(order)).get(0);
    }

    Address address(Signer signer) {
        return signer.address();
    }

    /** Posts a body as it is; the answer's status and text. */
    String post(String path, String body) throws IOException {
        Request request = new Request.Builder()
                .url(venue.url().resolve(path))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.code() + " " + response.body().string();
        }
    }

    /** The answer to an information request. */
    String info(String body) throws IOException {
        String answer = post("/info", body);
        if (!answer.startsWith("200 ")) {
            throw new IllegalStateException(answer);
        }
        return answer.substring(4);
    }

    @Override
    public void close() {
        venue.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
