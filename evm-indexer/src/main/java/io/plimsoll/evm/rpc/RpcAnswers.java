package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers to the requests of one exchange with one endpoint. Immutable. */
public final class RpcAnswers {
    private final String source;
    private final Map<RpcRequest<?>, Answer> answers;

    record Answer(@Nullable Object result, @Nullable JsonRpcException error) {}

    RpcAnswers(String source, Map<RpcRequest<?>, Answer> answers) {
        this.source = source;
        this.answers = Map.copyOf(answers);
    }

    /** The name of the endpoint that answered. */
    public String source() {
        return source;
    }

    /**
     * The result of a request that always has one; {@code null} is a {@link MalformedResponse}.
     *
     * @throws JsonRpcException if the method failed
     * @throws IllegalArgumentException if this was not among the requests
     */
    public <T> T of(RpcRequest<T> request) {
        return find(request)
                .orElseThrow(() -> new MalformedResponse(source, request.method() + " answered null", null));
    }

    /**
     * The result of a request that may have none, such as the receipt of a transaction that is not in a block yet.
     *
     * @throws JsonRpcException if the method failed
     * @throws IllegalArgumentException if this was not among the requests
     */
    @SuppressWarnings("unchecked") // decoded to the type of the request
    public <T> Optional<T> find(RpcRequest<T> request) {
        Answer answer = answers.get(request);
        if (answer == null) {
            throw new IllegalArgumentException(request + " was not among the requests");
        }
        if (answer.error != null) {
            throw answer.error;
        }
        return Optional.ofNullable((T) answer.result);
    }

    /** Why a request failed; empty if it did not. */
    public Optional<JsonRpcException> error(RpcRequest<?> request) {
        Answer answer = answers.get(request);
        if (answer == null) {
            throw new IllegalArgumentException(request + " was not among the requests");
        }
        return Optional.ofNullable(answer.error);
    }
}
