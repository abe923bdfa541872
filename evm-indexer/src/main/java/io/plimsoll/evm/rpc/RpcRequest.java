package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/**
 * One call of a JSON-RPC method. Each instance is a request of its own: its answer is found by it.
 *
 * @param <T> what the result is decoded to, by the rules of {@link io.plimsoll.core.kit.http.JsonMapping}
 */
public final class RpcRequest<T> {
    private final String method;
    private final List<?> params;
    private final TypeReference<T> type;

    private RpcRequest(String method, List<?> params, TypeReference<T> type) {
        this.method = method;
        this.params = List.copyOf(params);
        this.type = type;
    }

    /**
     * A request.
     *
     * @param params in the order of the method, each written by Jackson
     */
    public static <T> RpcRequest<T> of(String method, List<?> params, TypeReference<T> type) {
        return new RpcRequest<>(method, params, type);
    }

    /** Name of the method. */
    public String method() {
        return method;
    }

    /** Its parameters, in order. */
    public List<?> params() {
        return params;
    }

    /** What its result is decoded to. */
    public TypeReference<T> type() {
        return type;
    }

    /** The method only: parameters may be long. */
    @Override
    public String toString() {
        return method;
    }
}
