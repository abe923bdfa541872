package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * Typed calls to Pyth Benchmarks, the archive of signed updates. Immutable and thread-safe; calls block. Nothing here is
 * verified. Answers, errors, limits and key are those of Hermes; ids that are not known are always an {@link UnknownFeeds}.
 *
 * <p>The charts of its TradingView shim are not offered: since August 2026 they may or may not be there. Candles come from the
 * history of Pyth Pro.
 *
 * @see <a href="https://benchmarks.pyth.network/docs">Benchmarks API</a>
 */
public final class BenchmarksClient implements UpdateHistory {
    /** The public archive; needs a key. */
    public static final HttpUrl MAINNET = HttpUrl.get("https://benchmarks.pyth.network");

    private static final String IDS = "ids";
    private static final String PRICES = "v1/updates/price/";
    private static final Duration LONGEST_SPAN = Duration.ofSeconds(60);

    private final HermesCalls calls;

    /** Calls {@code base + "/v1/…"}; a key that does not change may already be in {@code http}. */
    public BenchmarksClient(HttpJson http, HttpUrl base, HermesSettings settings) {
        this(new HermesCalls(http, base, Optional.empty(), settings));
    }

    private BenchmarksClient(HermesCalls calls) {
        this.calls = calls;
    }

    /** The same with a key as bearer token on every request; see {@link HermesClient#withToken}. */
    public BenchmarksClient withToken(Supplier<String> token) {
        return new BenchmarksClient(calls.withToken(token));
    }

    @Override
    public PriceUpdate at(Collection<Bytes32> feeds, Instant time) {
        HttpUrl url = calls.pricesUrl(PRICES + Seconds.notBefore(time)).build();
        return PriceUpdate.joined(calls.parts(url, IDS, feeds).stream()
                .map(part -> calls.orLater(time, () -> prices(url, part)))
                .toList());
    }

    private PriceUpdate prices(HttpUrl url, List<Bytes32> part) {
        return calls.get(HermesCalls.with(url, IDS, part), new TypeReference<>() {});
    }

    /**
     * The updates of a span of time, oldest first. If the feeds need several requests, those of the first come first.
     *
     * @param feeds any number, at least one; each is asked for once
     * @param from rounded up to whole seconds
     * @param span 1 s to 60 s, whole seconds
     * @throws IllegalArgumentException if no feed is asked for, or the span is not that long
     * @throws SourceException if there is no answer
     */
    public List<PriceUpdate> during(Collection<Bytes32> feeds, Instant from, Duration span) {
        if (span.toNanosPart() != 0 || span.isNegative() || span.isZero() || span.compareTo(LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException("span must be 1 to 60 whole seconds, got " + span);
        }
        HttpUrl url = calls.pricesUrl(PRICES + Seconds.notBefore(from) + "/" + span.toSeconds())
                .build();
        List<PriceUpdate> updates = new ArrayList<>();
        for (List<Bytes32> part : calls.parts(url, IDS, feeds)) {
            updates.addAll(calls.get(HermesCalls.with(url, IDS, part), new TypeReference<List<PriceUpdate>>() {}));
        }
        return updates;
    }
}
