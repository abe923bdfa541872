package io.plimsoll.evm.tx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.util.List;
import java.util.Optional;

/** Hands a transaction to every endpoint there is; that is one send, as the chain takes it once. */
final class Broadcast {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};

    /**
     * What came of it.
     *
     * @param taken whether an endpoint has it
     * @param error why not, of the endpoint that was most certain; UNKNOWN and BUSY mean that it may have been taken. Empty if taken
     * @param message the endpoint's words
     */
    record Result(boolean taken, Optional<SendError> error, String message) {
        /** Whether any node may have it. */
        boolean mayBeTaken() {
            return taken
                    || error.filter(known -> known == SendError.UNKNOWN || known == SendError.BUSY)
                            .isPresent();
        }
    }

    private static final Result TAKEN = new Result(true, Optional.empty(), "");

    private final List<JsonRpc> endpoints;

    Broadcast(List<JsonRpc> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    Result send(SignedTransaction transaction) {
        Result combined = null;
        for (JsonRpc endpoint : endpoints) {
            Result result = send(endpoint, transaction);
            if (combined == null || rank(result) > rank(combined)) {
                combined = result;
            }
        }
        if (combined == null) {
            throw new IllegalStateException("a broadcast needs an endpoint");
        }
        return combined;
    }

    /** One that has it counts before one that may have it, and that before one that has not. */
    private static int rank(Result result) {
        return result.taken() ? 2 : result.mayBeTaken() ? 1 : 0;
    }

    private static Result send(JsonRpc endpoint, SignedTransaction transaction) {
        RpcRequest<String> request = RpcRequest.of("eth_sendRawTransaction", List.of(transaction.rawHex()), TEXT);
        try {
            Optional<String> hash = endpoint.ask(RpcNeeds.NONE, List.of(request), answers -> answers.find(request));
            if (hash.filter(transaction.hash().hex()::equalsIgnoreCase).isPresent()) {
                return TAKEN;
            }
            return new Result(
                    false, Optional.of(SendError.UNKNOWN), endpoint.source() + " answered with another hash, or none");
        } catch (JsonRpcException e) {
            SendError error = SendError.of(e);
            return error == SendError.ALREADY_KNOWN
                    ? TAKEN
                    : new Result(false, Optional.of(error), String.valueOf(e.getMessage()));
        } catch (SourceException e) {
            // a pool tells so what another of its endpoints said
            for (Throwable other : e.getSuppressed()) {
                if (other instanceof JsonRpcException known && SendError.of(known) == SendError.ALREADY_KNOWN) {
                    return TAKEN;
                }
            }
            // even a rate limit: a pool may have asked another endpoint before
            return new Result(false, Optional.of(SendError.UNKNOWN), String.valueOf(e.getMessage()));
        }
    }
}
