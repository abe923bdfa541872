package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.HttpJson;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one JSON-RPC 2.0 endpoint. Thread-safe; calls block.
 *
 * <p>A call ends in its value, in a {@link JsonRpcException} when the endpoint worked and the method failed, or in a {@link
 * SourceException} when the endpoint did not give an answer. Results are decoded as they stream in, by the rules of
 * {@link io.plimsoll.core.kit.http.JsonMapping}.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 * @see <a href="https://ethereum.github.io/execution-apis/">Ethereum execution APIs</a>
 */
public final class JsonRpc {
    private record Request(String jsonrpc, long id, String method, List<?> params) {}

    private record Answer<T>(
            @Nullable Long id, @Nullable T result, @Nullable Failure error) {}

    private record Failure(
            int code, String message, @Nullable JsonNode data) {}

    private final String source;
    private final HttpUrl url;
    private final HttpJson http;
    private final AtomicLong ids = new AtomicLong();

    private JsonRpc(String source, HttpUrl url, HttpJson http) {
        this.source = source;
        this.url = url;
        this.http = http;
    }

    /**
     * The endpoint at {@code url}, over the connections of {@code client}.
     *
     * @param source the name that errors carry; the URL is not in them, as it may hold a key
     * @param deadline for one call from first byte sent to last byte decoded
     */
    public static JsonRpc of(String source, HttpUrl url, OkHttpClient client, Duration deadline) {
        return new JsonRpc(source, url, HttpJson.of(source, client, deadline));
    }

    /** Where it calls. */
    public HttpUrl url() {
        return url;
    }

    /**
     * The result of a method that always has one; {@code null} is a {@link MalformedResponse}.
     *
     * @param params in the order of the method, each written by Jackson
     */
    public <T> T call(String method, List<?> params, TypeReference<T> type) {
        return find(method, params, type)
                .orElseThrow(() -> new MalformedResponse(source, method + " answered null", null));
    }

    /** The result of a method that may have none, such as the receipt of a transaction that is not in a block yet. */
    public <T> Optional<T> find(String method, List<?> params, TypeReference<T> type) {
        long id = ids.incrementAndGet();
        Answer<T> answer = http.post(url, new Request("2.0", id, method, params), answerOf(type));
        Failure failure = answer.error();
        if (failure != null) {
            JsonNode data = failure.data();
            throw new JsonRpcException(
                    source,
                    method,
                    failure.code(),
                    failure.message(),
                    Optional.ofNullable(data).filter(JsonNode::isTextual).map(JsonNode::textValue));
        }
        Long answered = answer.id();
        if (answered == null || answered != id) {
            throw new MalformedResponse(
                    source, method + " was request " + id + ", the answer is for request " + answered, null);
        }
        return Optional.ofNullable(answer.result());
    }

    private static <T> TypeReference<Answer<T>> answerOf(TypeReference<T> type) {
        TypeFactory types = TypeFactory.defaultInstance();
        JavaType answer = types.constructParametricType(Answer.class, types.constructType(type));
        return new TypeReference<>() {
            @Override
            public Type getType() {
                return answer;
            }
        };
    }
}
