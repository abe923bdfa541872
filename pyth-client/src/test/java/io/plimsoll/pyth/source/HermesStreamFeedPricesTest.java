package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.price.PriceVerdict;
import io.plimsoll.core.engine.Prices;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.hermes.FillPolicy;
import io.plimsoll.pyth.hermes.HermesStream;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermesStreams;
import io.plimsoll.pyth.testing.UpdateSigner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HermesStreamFeedPricesTest {
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");
    private static final Bytes32 HYPE = Objects.requireNonNull(PythFeeds.USD.get("HYPE"));
    private static final Bytes32 RATE = Objects.requireNonNull(PythFeeds.REDEMPTION_RATES.get("kHYPE/HYPE"));

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeHermes hermes =
            FakeHermes.start(ROUTERS, clock).publish(HYPE, "40", "0.01").publish(RATE, "1.02", "0.0001");
    private final FakeHermesStreams streams = hermes.streams();
    private final PythClient client = PythClient.at(
            hermes.url(), Optional.of("s3cret"), new OkHttpClient(), Duration.ofSeconds(5), ROUTERS.trust());
    private final HermesStream stream = client.stream(event -> {}).clock(clock).build(List.of(HYPE, RATE));
    private final PriceSource prices = PythClient.prices(stream);

    @AfterEach
    void close() {
        stream.close();
        hermes.close();
    }

    private Optional<PriceQuote> find(String asset) {
        return prices.latest(Set.of(asset)).get(asset).findValue();
    }

    @Test
    void newestPrices_areGiven_asProductsToo_withTheKeyOfTheClient() {
        hermes.requireKey("s3cret");
        assertThat(prices.latest(Set.of("HYPE")).get("HYPE").findError().orElseThrow())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("no price of feed");
        stream.start();
        await().until(() -> streams.live() == 1);
        streams.tick();

        await().until(() -> find("kHYPE").isPresent());
        PriceQuote quote = find("kHYPE").orElseThrow();
        assertThat(quote.price().value()).isEqualByComparingTo("40.8");
        assertThat(quote.attestation()).isPresent();
        assertThat(quote.source())
                .isEqualTo(stream.name())
                .isNotEqualTo(client.prices().name());
        assertThat(prices.usualPolicy().judge(quote, MarketStatus.OPEN, clock.instant()))
                .isInstanceOf(PriceVerdict.Usable.class);
        assertThat(prices.latest(Set.of("BTC")).get("BTC").findError().orElseThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("not subscribed");
    }

    @Test
    void prices_doNotWaitForAListenerThatIsBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (HermesStream slow = client.stream(event -> {
                    busy.countDown();
                    await().atMost(Duration.ofMinutes(1)).until(() -> goOn.getCount() == 0);
                })
                .clock(clock)
                .build(List.of(HYPE))) {
            slow.start();
            busy.await();

            PriceSource source = PythClient.prices(slow);
            assertThat(CompletableFuture.supplyAsync(() -> source.latest(Set.of("HYPE", "BTC")))
                            .get(20, TimeUnit.SECONDS))
                    .hasSize(2);
            goOn.countDown();
        }
    }

    @Test
    void whatAStreamMissed_isReadWithoutWhatIsNotSigned() {
        try (HermesStream filling = client.stream(event -> {})
                .clock(clock)
                .fill(new FillPolicy(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, 1, Duration.ZERO))
                .build(List.of(HYPE))) {
            filling.start();
            await().until(() -> streams.live() == 1);
            streams.tick();
            clock.advance(Duration.ofSeconds(2));
            streams.tick();

            await().until(() -> filling.status().restored() == 1);
            assertThat(hermes.requests())
                    .filteredOn(request -> request.contains("/v2/updates/price/1"))
                    .hasSize(1)
                    .allMatch(request -> request.contains("parsed=false"));
        }
    }

    @Test
    void streamThatStandsStill_isPassedOverForHermesItself() {
        stream.start();
        await().until(() -> streams.live() == 1);
        streams.tick();
        await().until(() -> find("HYPE").isPresent());
        PriceSource both = Prices.inOrder()
                .clock(clock)
                .then(prices)
                .then(PythClient.at(
                                hermes.url(),
                                Optional.empty(),
                                new OkHttpClient(),
                                Duration.ofSeconds(5),
                                ROUTERS.trust())
                        .prices())
                .build();
        assertThat(both.latest(Set.of("HYPE")).get("HYPE").orElseThrow().source())
                .isEqualTo(stream.name());

        clock.advance(Duration.ofSeconds(16));
        hermes.publish(HYPE, "41", "0.01");

        PriceQuote fresh = both.latest(Set.of("HYPE")).get("HYPE").orElseThrow();
        assertThat(fresh.source()).isEqualTo("pyth-hermes");
        assertThat(fresh.price().value()).isEqualByComparingTo("41");
    }
}
