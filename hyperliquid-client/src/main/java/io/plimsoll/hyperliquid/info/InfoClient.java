package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Typed {@code POST /info} calls. Thread-safe. Every method sends one request, blocks until the answer is decoded and
 * throws {@link SourceException} if there is none. Times are milliseconds since 1970, both ends inclusive.
 */
public final class InfoClient {
    /** The name of the venue in errors. */
    public static final String SOURCE = "hyperliquid";

    private final HttpJson http;
    private final HttpUrl url;

    /** Calls {@code base + "info"}. */
    public InfoClient(HttpJson http, HttpUrl base) {
        this.http = http;
        this.url = base.newBuilder().addPathSegment("info").build();
    }

    /**
     * Sends one request and reads the answer.
     *
     * @throws SourceException if there is no answer, or not the one the endpoint gives
     */
    public <T> T fetch(InfoRequest<T> request) {
        return request.parse(http.postForBytes(url, request.body().getBytes(StandardCharsets.UTF_8)));
    }

    /** Perp markets and margin tables of the main dex. Weight 20. */
    public Meta meta() {
        return http.post(url, request("meta"), new TypeReference<>() {});
    }

    /** {@link #meta} with the live numbers of each market, in the same order. Weight 20. */
    public MetaAndAssetCtxs metaAndAssetCtxs() {
        return http.post(url, request("metaAndAssetCtxs"), new TypeReference<>() {});
    }

    /** Funding rates of a market, oldest first, at most 500 rows. Weight 20 and 1 per 20 rows. */
    public List<FundingHistoryEntry> fundingHistory(String coin, long startTime, long endTime) {
        return http.post(
                url,
                request("fundingHistory", "coin", coin, "startTime", startTime, "endTime", endTime),
                new TypeReference<>() {});
    }

    private static Map<String, Object> request(String type, Object... fields) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", type);
        for (int i = 0; i < fields.length; i += 2) {
            request.put((String) fields[i], fields[i + 1]);
        }
        return request;
    }
}
