package io.plimsoll.pyth.hermes;

import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Asks for everything with a key, every logger of the process at its most talkative, and writes what fails. */
final class HermesProgram {
    private HermesProgram() {}

    /** Arguments: URL of the service, the key, how many rounds; each has its number as first part of the path. */
    public static void main(String[] args) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.ALL);

        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            askForAll(HttpUrl.get(args[0] + round), args[1]);
        }
    }

    private static void askForAll(HttpUrl url, String key) {
        HttpJson http = HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofMillis(500));
        HermesSettings settings = HermesSettings.bare()
                .withRetries(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
        HermesClient hermes = new HermesClient(http, url, settings).withToken(() -> key);
        HermesClient fixed = new HermesClient(http.withBearer(key), url);
        BenchmarksClient archive = new BenchmarksClient(http, url, settings).withToken(() -> key);
        List<Bytes32> feeds = List.of(Bytes32.parse("%064x".formatted(1)));
        List<Runnable> calls = List.of(
                () -> hermes.latest(feeds),
                () -> fixed.latest(feeds),
                () -> hermes.at(feeds, Instant.now()),
                () -> System.out.println(hermes.latestEach(feeds)),
                () -> hermes.priceFeeds(PriceFeedFilter.all()),
                hermes::latestPublisherStakeCaps,
                () -> archive.at(feeds, Instant.now()),
                () -> archive.during(feeds, Instant.now(), Duration.ofSeconds(2)));
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (SourceException e) {
                e.printStackTrace(System.out);
            }
        }
        HermesStream.Builder stream = HermesStream.builder(
                        url, hermes, UpdateVerifier.trusting(TrustNetworks.PYTH_PRO_ROUTERS), System.out::println)
                .key(key)
                .connectTimeout(Duration.ofMillis(500));
        try (HermesStream running = stream.build(feeds)) {
            running.start();
            await().until(() ->
                    running.status().connections().get(0).lastFailure().isPresent());
            System.out.println(running.status());
        }
        System.out.println(
                "asked for all through " + hermes + " " + fixed + " " + archive + " " + http + " " + hermes.settings());
    }
}
