package io.plimsoll.pyth.hermes;

import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** What a stream was built with; the builder's methods explain it. {@code toString} shows no key. */
record StreamSettings(
        String name,
        List<HttpUrl> hosts,
        UpdateHistory history,
        Optional<BenchmarksClient> archive,
        UpdateVerifier verifier,
        HermesListener listener,
        Supplier<Optional<String>> key,
        boolean strict,
        boolean unordered,
        boolean uniqueOnly,
        boolean conflate,
        boolean webSocket,
        boolean everyHost,
        FillPolicy fill,
        HermesLimits limits,
        ReconnectPolicy reconnect,
        Duration connectTimeout,
        Duration silence,
        Duration silentAfter,
        Duration renewAfter,
        int queueCapacity,
        int feedsPerConnection,
        OkHttpClient http,
        InstantSource clock) {
    StreamSettings {
        hosts = List.copyOf(hosts);
    }

    @Override
    public String toString() {
        return "StreamSettings[" + name + "]";
    }
}
