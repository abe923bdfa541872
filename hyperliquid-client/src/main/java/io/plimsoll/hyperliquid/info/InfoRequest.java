package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question to {@code POST /info}: what is asked, what it weighs, and how the answer is read. Immutable. Each endpoint has a
 * class of its name with factories called {@code of}, such as {@link L2Book#of}.
 *
 * @param <T> the answer
 */
public final class InfoRequest<T> {
    private final String type;
    private final Map<String, Object> fields;
    private final int weight;
    private final int rowsPerWeight;
    private final int maxRows;
    private final JavaType wire;
    private final Function<@Nullable Object, T> finish;

    private InfoRequest(
            String type,
            Map<String, Object> fields,
            int weight,
            int rowsPerWeight,
            int maxRows,
            JavaType wire,
            Function<@Nullable Object, T> finish) {
        this.type = type;
        this.fields = fields;
        this.weight = weight;
        this.rowsPerWeight = rowsPerWeight;
        this.maxRows = maxRows;
        this.wire = wire;
        this.finish = finish;
    }

    /** A request whose answer is never {@code null}, and if it is a list or map has none in it. */
    @SuppressWarnings("unchecked")
    static <T> InfoRequest<T> of(String type, int weight, TypeReference<T> answer) {
        return new InfoRequest<>(type, Map.of(), weight, 0, 0, WireJson.type(answer), decoded ->
                (T) WireJson.withoutNulls(required(type, decoded), InfoClient.SOURCE, "answer to " + type));
    }

    /** A request whose answer is a list with places that may be {@code null}. */
    @SuppressWarnings("unchecked")
    static <R> InfoRequest<List<@Nullable R>> withHoles(
            String type, int weight, TypeReference<List<@Nullable R>> answer) {
        return new InfoRequest<>(type, Map.of(), weight, 0, 0, WireJson.type(answer), decoded ->
                (List<@Nullable R>) required(type, decoded));
    }

    private static Object required(String type, @Nullable Object decoded) {
        if (decoded == null) {
            throw new MalformedResponse(InfoClient.SOURCE, type + " answered null", null);
        }
        return decoded;
    }

    /** A request whose answer may be {@code null}: empty. */
    @SuppressWarnings("unchecked")
    static <T> InfoRequest<Optional<T>> maybe(String type, int weight, TypeReference<T> answer) {
        return new InfoRequest<>(
                type,
                Map.of(),
                weight,
                0,
                0,
                WireJson.type(answer),
                decoded -> Optional.ofNullable((T) decoded)
                        .map(value -> WireJson.withoutNulls(value, InfoClient.SOURCE, "answer to " + type)));
    }

    /** With one more field; null leaves it out. */
    InfoRequest<T> with(String field, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new InfoRequest<>(type, more, weight, rowsPerWeight, maxRows, wire, finish);
    }

    /**
     * With a weight that grows with the answer.
     *
     * @param rowsPerWeight rows that weigh 1
     * @param maxRows the most that the venue answers
     */
    InfoRequest<T> surcharge(int rowsPerWeight, int maxRows) {
        return new InfoRequest<>(type, fields, weight, rowsPerWeight, maxRows, wire, finish);
    }

    /** The venue's name of the endpoint. */
    public String type() {
        return type;
    }

    /** What it weighs before the answer is known. */
    public int weight() {
        return weight;
    }

    /** What the answer may add to the weight at most. */
    public int maxSurcharge() {
        return rowsPerWeight == 0 ? 0 : surchargeOfRows(maxRows);
    }

    /** What an answer of so many rows adds to the weight: 1 for each begun group of rows. */
    public int surchargeOfRows(int rows) {
        return rowsPerWeight == 0 ? 0 : (rows + rowsPerWeight - 1) / rowsPerWeight;
    }

    /** What this answer adds to the weight. */
    public int surchargeOf(T answer) {
        Object value = answer instanceof Optional<?> maybe ? maybe.orElse(null) : answer;
        return value instanceof Collection<?> rows ? surchargeOfRows(rows.size()) : 0;
    }

    /** The body of the request: JSON, {@code type} first. */
    public String body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.putAll(fields);
        return new String(WireJson.write(body), StandardCharsets.UTF_8);
    }

    /**
     * Reads an answer.
     *
     * @param json UTF-8
     * @throws MalformedResponse if it is not what the endpoint answers; names the field
     */
    public T parse(byte[] json) {
        return parse(json, 0, json.length);
    }

    /** Reads an answer that is a part of {@code json}. */
    public T parse(byte[] json, int offset, int length) {
        return finish.apply(WireJson.<Object>read(wire, json, offset, length, InfoClient.SOURCE, "answer to " + type));
    }

    /** The body. */
    @Override
    public String toString() {
        return body();
    }
}
