package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.evm.rpc.RpcAnswers.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One endpoint over HTTP. Several requests go as one batch; results are decoded as they stream in. */
final class HttpEndpoint implements JsonRpc {
    /** A result is a value in the middle of a text. */
    private static final ObjectReader READER =
            JsonMapping.newMapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private record Envelope(String jsonrpc, long id, String method, List<?> params) {}

    private record Failure(
            int code, String message, @Nullable JsonNode data) {}

    private final String source;
    private final HttpUrl url;
    private final HttpJson http;
    private final AtomicLong ids = new AtomicLong();

    HttpEndpoint(String source, HttpUrl url, OkHttpClient client, Duration deadline) {
        this.source = source;
        this.url = url;
        this.http = HttpJson.of(source, client, deadline);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("an exchange has at least one request");
        }
        long first = ids.getAndAdd(requests.size()) + 1;
        List<Envelope> envelopes = new ArrayList<>();
        for (RpcRequest<?> request : requests) {
            envelopes.add(new Envelope("2.0", first + envelopes.size(), request.method(), request.params()));
        }
        Exchange exchange = new Exchange(first, List.copyOf(requests));
        Object body = envelopes.size() == 1 ? envelopes.get(0) : envelopes;
        return reading.apply(http.post(url, body, exchange::read));
    }

    /** Reads the answers to one batch, in whatever order they come. */
    private final class Exchange {
        private final long first;
        private final List<RpcRequest<?>> requests;
        private final Map<RpcRequest<?>, Answer> answers = new HashMap<>();

        Exchange(long first, List<RpcRequest<?>> requests) {
            this.first = first;
            this.requests = requests;
        }

        RpcAnswers read(JsonParser parser) throws IOException {
            JsonToken start = parser.nextToken();
            if (start == JsonToken.START_ARRAY && requests.size() > 1) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readAnswer(parser);
                }
            } else {
                // the answer to a single request, or the one to a batch that was refused whole
                readAnswer(parser);
            }
            for (RpcRequest<?> request : requests) {
                if (!answers.containsKey(request)) {
                    throw new MalformedResponse(
                            source,
                            answers.size() + " answers to " + requests.size() + " requests, none to " + request,
                            null);
                }
            }
            return new RpcAnswers(source, answers);
        }

        private void readAnswer(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "an answer is an object, got " + parser.currentToken());
            }
            Long id = null;
            boolean answered = false;
            Object result = null;
            TokenBuffer early = null;
            Failure failure = null;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "id" -> id = parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getLongValue();
                    case "error" -> failure = READER.forType(Failure.class).readValue(parser);
                    case "result" -> {
                        answered = true;
                        if (id == null && requests.size() > 1) {
                            early = new TokenBuffer(parser);
                            early.copyCurrentStructure(parser);
                        } else {
                            result = decode(parser, id == null ? requests.get(0) : request(id));
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
            if (failure != null && id == null) {
                refuseAll(failure);
                return;
            }
            if (id == null || (!answered && failure == null)) {
                throw new MalformedResponse(source, "an answer without id, or without result and error", null);
            }
            RpcRequest<?> request = request(id);
            if (early != null) {
                try (JsonParser replay = early.asParserOnFirstToken()) {
                    result = decode(replay, request);
                }
            }
            Answer answer = new Answer(result, failure == null ? null : error(request, failure));
            if (answers.putIfAbsent(request, answer) != null) {
                throw new MalformedResponse(source, "two answers to " + request, null);
            }
        }

        /** Some endpoints refuse a batch with one error for all. */
        private void refuseAll(Failure failure) {
            for (RpcRequest<?> request : requests) {
                answers.putIfAbsent(request, new Answer(null, error(request, failure)));
            }
        }

        private RpcRequest<?> request(long id) {
            if (id < first || id >= first + requests.size()) {
                String sent = requests.size() == 1
                        ? requests.get(0) + " was request " + first
                        : "the requests were " + first + " to " + (first + requests.size() - 1);
                throw new MalformedResponse(source, sent + ", the answer is for request " + id, null);
            }
            return requests.get((int) (id - first));
        }

        private @Nullable Object decode(JsonParser parser, RpcRequest<?> request) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            return READER.forType(request.type()).readValue(parser);
        }

        private JsonRpcException error(RpcRequest<?> request, Failure failure) {
            return new JsonRpcException(
                    source,
                    request.method(),
                    failure.code(),
                    failure.message(),
                    Optional.ofNullable(failure.data())
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::textValue));
        }
    }
}
