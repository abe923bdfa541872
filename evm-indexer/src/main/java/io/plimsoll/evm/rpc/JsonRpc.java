package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * What answers JSON-RPC 2.0 calls: one endpoint, or several that stand in for each other. Implementations are thread-safe;
 * calls block.
 *
 * <p>A call ends in its value, in a {@link JsonRpcException} when the endpoint worked and the method failed, or in a {@link
 * SourceException} when no endpoint gave an answer.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 * @see <a href="https://ethereum.github.io/execution-apis/">Ethereum execution APIs</a>
 */
public interface JsonRpc {
    /**
     * The endpoint at {@code url}, over the connections of {@code client}. Nothing is repeated.
     *
     * @param source the name that errors carry; the URL is not in them, as it may hold a key
     * @param deadline for one exchange from first byte sent to last byte decoded
     */
    static JsonRpc of(String source, HttpUrl url, OkHttpClient client, Duration deadline) {
        return new HttpEndpoint(source, url, client, deadline);
    }

    /** The name that errors carry. */
    String source();

    /**
     * Sends requests to one endpoint in one exchange, and reads the answers.
     *
     * <p>The endpoint is answerable for what it says: where {@code reading} throws a {@link SourceException}, because answers
     * contradict each other or cannot be, it counts as a failure of the endpoint, and others may be asked the same. {@code reading}
     * may so be called several times.
     *
     * @param needs what the endpoint must have
     * @param requests at least one
     * @param reading makes the value of the answers; a {@link JsonRpcException} that it lets through reaches the caller
     * @throws SourceException what {@code reading} threw or what kept the endpoint from answering, the last one
     */
    <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading);

    /**
     * How many blocks, both ends counted, at least one endpoint is thought to take in one {@code eth_getLogs}; {@link
     * Long#MAX_VALUE} if no limit is known. A wider range is refused by a pool without asking anybody, in the words in which
     * endpoints refuse it.
     */
    default long maxLogRange() {
        return Long.MAX_VALUE;
    }

    /**
     * The same of the endpoints other than one, which may be asked for a second opinion by {@link RpcNeeds#except}; 0 if there is no
     * other.
     *
     * @param source of the endpoint, as its answers name it
     */
    default long maxLogRangeWithout(String source) {
        return 0;
    }

    /**
     * Tells what was learnt of an endpoint: for ten minutes it is not asked for wider ranges, if others are there or not. Limits
     * only tighten meanwhile. Does nothing where there is no choice of endpoints.
     *
     * @param source of the endpoint, as its answers and errors name it
     * @param blocks that it takes in one {@code eth_getLogs}, both ends counted; at least 1
     */
    default void tightenLogRange(String source, long blocks) {}

    /**
     * The result of a method that always has one; {@code null} is a {@link MalformedResponse}.
     *
     * @param params in the order of the method, each written by Jackson
     */
    default <T> T call(String method, List<?> params, TypeReference<T> type) {
        RpcRequest<T> request = RpcRequest.of(method, params, type);
        return ask(RpcNeeds.NONE, List.of(request), answers -> answers.of(request));
    }

    /** The result of a method that may have none, such as the receipt of a transaction that is not in a block yet. */
    default <T> Optional<T> find(String method, List<?> params, TypeReference<T> type) {
        RpcRequest<T> request = RpcRequest.of(method, params, type);
        return ask(RpcNeeds.NONE, List.of(request), answers -> answers.find(request));
    }
}
