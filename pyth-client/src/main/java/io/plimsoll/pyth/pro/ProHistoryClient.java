package io.plimsoll.pyth.pro;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.kit.http.HttpJson;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of Pyth Pro and its past prices. Thread-safe; calls block. The catalogue needs no key, prices and candles need
 * one. Nothing here is signed.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/api/history">History API</a>
 */
public final class ProHistoryClient {
    /** The service. */
    public static final HttpUrl MAINNET = HttpUrl.get("https://pyth.dourolabs.app");

    private static final String OK = "ok";
    private static final String NO_DATA = "no_data";

    /** As TradingView's charts want it: columns of equal length. */
    private record Columns(
            String s,
            @Nullable String errmsg,
            @Nullable List<Long> t,
            @Nullable List<BigDecimal> o,
            @Nullable List<BigDecimal> h,
            @Nullable List<BigDecimal> l,
            @Nullable List<BigDecimal> c,
            @Nullable List<@Nullable BigDecimal> v) {}

    private final HttpJson http;
    private final HttpUrl base;

    /**
     * Calls {@code base + "/v1/…"}.
     *
     * @param http with the key as bearer token, or without
     */
    public ProHistoryClient(HttpJson http, HttpUrl base) {
        this.http = http;
        this.base = base;
    }

    /** The public service. */
    public static ProHistoryClient mainnet(Optional<String> key, OkHttpClient http, Duration deadline) {
        HttpJson json = HttpJson.of(ProStream.SOURCE, http, deadline);
        return new ProHistoryClient(key.map(json::withBearer).orElse(json), MAINNET);
    }

    /**
     * The catalogue: a few thousand feeds.
     *
     * @throws SourceException if there is no answer
     */
    public List<ProSymbol> symbols() {
        return symbols(Optional.empty(), Optional.empty());
    }

    /**
     * Feeds of the catalogue.
     *
     * @param query part of the name; empty for all
     * @param assetType such as {@code crypto}; empty for all
     * @throws SourceException if there is no answer
     */
    public List<ProSymbol> symbols(Optional<String> query, Optional<String> assetType) {
        HttpUrl.Builder url = base.newBuilder().addPathSegments("v1/symbols");
        query.ifPresent(text -> url.addQueryParameter("query", text));
        assetType.ifPresent(type -> url.addQueryParameter("asset_type", type));
        return get(url.build(), new TypeReference<>() {});
    }

    /**
     * The feeds that the key covers.
     *
     * @throws ProUnauthorized without a valid key
     * @throws SourceException if there is no answer otherwise
     */
    public List<ProSymbol> entitled() {
        return get(
                base.newBuilder()
                        .addPathSegments("v1/symbols")
                        .addQueryParameter("entitled_only", "true")
                        .build(),
                new TypeReference<>() {});
    }

    /**
     * Prices at a time. A feed without a price then is not in the answer.
     *
     * @param channel at least as slow as the feeds' fastest
     * @param feedIds numbers of the feeds
     * @param time rounded down to the period of the channel, as the service wants it
     * @throws IllegalArgumentException if no feed is asked for
     * @throws ProUnauthorized without a valid key
     * @throws ProNotEntitled if the key does not cover a feed
     * @throws SourceException if there is no answer otherwise
     */
    public List<ProHistoricalPrice> prices(ProChannel channel, Collection<Long> feedIds, Instant time) {
        if (feedIds.isEmpty()) {
            throw new IllegalArgumentException("ask for at least one of feedIds");
        }
        HttpUrl.Builder url = of(channel, "price");
        // one parameter for each, as Pyth's own client does
        feedIds.stream().distinct().forEach(id -> url.addQueryParameter("ids", Long.toString(id)));
        url.addQueryParameter("timestamp", Long.toString(channel.floorUs(time)));
        return get(url.build(), new TypeReference<>() {});
    }

    /**
     * Candles, oldest first; none if the service has none of that time.
     *
     * @param channel at least as slow as the feed's fastest
     * @param symbol such as {@code Crypto.BTC/USD}
     * @param from first second
     * @param to last second
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     * @throws ProUnauthorized without a valid key
     * @throws ProNotEntitled if the key does not cover the feed
     * @throws NotFound if the service answers an error of its own, in its words
     * @throws SourceException if there is no answer otherwise
     */
    public List<ProCandle> candles(
            ProChannel channel, String symbol, Instant from, Instant to, ProResolution resolution) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to must not be before from, got " + to + " before " + from);
        }
        HttpUrl url = of(channel, "history")
                .addQueryParameter("symbol", symbol)
                .addQueryParameter("from", Long.toString(from.getEpochSecond()))
                .addQueryParameter("to", Long.toString(to.getEpochSecond()))
                .addQueryParameter("resolution", resolution.wireName())
                .build();
        Columns columns = get(url, new TypeReference<>() {});
        return switch (columns.s) {
            case OK -> rows(columns);
            case NO_DATA -> List.of();
            default ->
                throw new NotFound(
                        ProStream.SOURCE,
                        "no candles of " + symbol + ": " + (columns.errmsg == null ? columns.s : columns.errmsg));
        };
    }

    private static List<ProCandle> rows(Columns columns) {
        List<Long> times = column(columns.t, -1);
        int size = times.size();
        List<BigDecimal> open = column(columns.o, size);
        List<BigDecimal> high = column(columns.h, size);
        List<BigDecimal> low = column(columns.l, size);
        List<BigDecimal> close = column(columns.c, size);
        List<@Nullable BigDecimal> volumes = columns.v == null || columns.v.isEmpty() ? null : column(columns.v, size);
        List<ProCandle> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            rows.add(new ProCandle(
                    start(times.get(i)),
                    open.get(i),
                    high.get(i),
                    low.get(i),
                    close.get(i),
                    volumes == null ? Optional.empty() : Optional.ofNullable(volumes.get(i))));
        }
        return rows;
    }

    private static Instant start(long second) {
        try {
            return Instant.ofEpochSecond(second);
        } catch (DateTimeException e) {
            throw new MalformedResponse(ProStream.SOURCE, "a candle of the time " + second, e);
        }
    }

    private static <T extends @Nullable Object> List<T> column(@Nullable List<T> column, int size) {
        if (column == null || (size >= 0 && column.size() != size)) {
            throw new MalformedResponse(
                    ProStream.SOURCE,
                    "candles with columns of different length: " + (column == null ? "none" : column.size()) + " and "
                            + size,
                    null);
        }
        return column;
    }

    private HttpUrl.Builder of(ProChannel channel, String what) {
        return base.newBuilder()
                .addPathSegment("v1")
                .addPathSegment(channel.wireName())
                .addPathSegment(what);
    }

    private <T> T get(HttpUrl url, TypeReference<T> type) {
        return ProErrors.typed(ProStream.SOURCE, () -> http.get(url, type));
    }
}
