package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.evm.rpc.RpcAnswers.Answer;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final int EXCERPT = 300;
    private static final String HEAD = "eth_blockNumber";

    /** How the results of the methods that make up large batches begin. */
    private static final Map<String, JsonToken> SHAPES = Map.of(
            "eth_getLogs",
            JsonToken.START_ARRAY,
            "eth_getBlockByNumber",
            JsonToken.START_OBJECT,
            HEAD,
            JsonToken.VALUE_STRING);

    private record Envelope(String jsonrpc, long id, String method, List<?> params) {}

    private record Failure(
            int code, String message, @Nullable JsonNode data) {}

    /** These say something about the one who asks, whatever else is in the body. */
    private static final Set<Integer> PLAIN_STATUS = Set.of(401, 402, 403, 404, 407, 429, 502, 503, 504);

    private static final JsonFactory JSON = READER.getFactory();

    private final String source;
    private final HttpUrl url;
    private final HttpJson http;
    private final Duration deadline;
    private final UrlSecrets secrets;
    private final AtomicLong ids = new AtomicLong();

    HttpEndpoint(String source, HttpUrl url, OkHttpClient client, Duration deadline) {
        this.source = source;
        this.url = url;
        this.deadline = deadline;
        this.secrets = UrlSecrets.of(url);
        this.http = HttpJson.of(source, client, deadline).withErrors(this::errorAnswer);
    }

    /** Some endpoints send the errors of methods with the status of an error. */
    private static final class ErrorAnswer extends Rejected {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String body;

        ErrorAnswer(String source, int status, String body) {
            super(source, "answered HTTP " + status, status);
            this.body = body;
        }
    }

    @Override
    public String source() {
        return source;
    }

    private Optional<SourceException> errorAnswer(int status, String body, Optional<Duration> retryAfter) {
        if (!PLAIN_STATUS.contains(status)
                && body.contains("\"error\"")
                && (body.startsWith("{") || body.startsWith("["))) {
            return Optional.of(new ErrorAnswer(source, status, body));
        }
        // the body goes through here for its secrets only
        String answer = secrets.hide(body);
        return switch (status) {
            case 429 -> Optional.of(new RateLimited(source, retryAfter, shortened(answer)));
            case 404 -> Optional.of(new NotFound(source, answer.isBlank() ? "answered HTTP 404" : shortened(answer)));
            default -> Optional.of(new Rejected(source, status, shortened(answer)));
        };
    }

    private static String shortened(String text) {
        return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
    }

    @Override
    public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
        return reading.apply(exchange(http, requests));
    }

    /** One exchange that ends in this time, if that is shorter than the usual. */
    RpcAnswers exchange(List<? extends RpcRequest<?>> requests, Duration limit) {
        return exchange(limit.compareTo(deadline) < 0 ? http.within(limit) : http, requests);
    }

    private RpcAnswers exchange(HttpJson connection, List<? extends RpcRequest<?>> requests) {
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
        try {
            return connection.post(url, body, exchange::read);
        } catch (ErrorAnswer refused) {
            return exchange.readErrors(refused);
        } catch (MalformedResponse malformed) {
            // Jackson quotes what it cannot read, and web pages quote the address that was asked
            throw secrets.areIn(String.valueOf(malformed.getMessage()))
                    ? new MalformedResponse(source, "answer is not what was expected and repeats the URL", null)
                    : malformed;
        }
    }

    /** Reads the answers to one batch, in whatever order they come. */
    private final class Exchange {
        private final long first;
        private final List<RpcRequest<?>> requests;
        private final boolean asksHead;

        /** One request for each kind of result that there can be, if the kind tells which type to decode to before the id is known. */
        private final Map<JsonToken, RpcRequest<?>> byShape;

        private final Map<RpcRequest<?>, Answer> answers;

        Exchange(long first, List<RpcRequest<?>> requests) {
            this.first = first;
            this.requests = requests;
            this.answers = new HashMap<>();
            this.asksHead =
                    requests.stream().anyMatch(request -> request.method().equals(HEAD));
            this.byShape = shapes(requests);
        }

        private static Map<JsonToken, RpcRequest<?>> shapes(List<RpcRequest<?>> requests) {
            Map<JsonToken, RpcRequest<?>> shapes = new EnumMap<>(JsonToken.class);
            for (RpcRequest<?> request : requests) {
                JsonToken shape = SHAPES.get(request.method());
                RpcRequest<?> other = shape == null ? null : shapes.putIfAbsent(shape, request);
                if (shape == null
                        || (other != null
                                && !(other.method().equals(request.method())
                                        && other.type()
                                                .getType()
                                                .equals(request.type().getType())))) {
                    return Map.of();
                }
            }
            return shapes;
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
            if (answers.size() < requests.size()) {
                fillIn();
            }
            return new RpcAnswers(source, answers);
        }

        /** The body of an error status, if it is the answers to this; else the status says it. */
        RpcAnswers readErrors(ErrorAnswer refused) {
            try (JsonParser parser = JSON.createParser(refused.body)) {
                return read(parser);
            } catch (IOException | MalformedResponse notAnswers) {
                throw new Rejected(source, refused.status(), shortened(secrets.hide(refused.body)));
            }
        }

        /** Some endpoints refuse a batch in the answer to its first request, and leave out the others. */
        private void fillIn() {
            Answer refusal = answers.values().stream()
                    .filter(answer -> answer.error() != null && ErrorKind.of(answer.error()) == ErrorKind.BATCH_REFUSED)
                    .findFirst()
                    .orElse(null);
            for (RpcRequest<?> request : requests) {
                if (!answers.containsKey(request)) {
                    if (refusal == null) {
                        throw new MalformedResponse(
                                source,
                                answers.size() + " answers to " + requests.size() + " requests, none to " + request,
                                null);
                    }
                    answers.put(request, refusal);
                }
            }
        }

        private void readAnswer(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "an answer is an object, got " + parser.currentToken());
            }
            Long id = null;
            boolean answered = false;
            Object result = null;
            RpcRequest<?> decodedAs = null;
            TokenBuffer early = null;
            Failure failure = null;
            String told = "";
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "id" -> id = parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getLongValue();
                    case "error" -> failure = READER.forType(Failure.class).readValue(parser);
                    case "result" -> {
                        answered = true;
                        if (parser.currentToken() == JsonToken.VALUE_STRING && asksHead) {
                            told = parser.getText();
                        }
                        decodedAs = id == null ? guess(parser.currentToken()) : request(id);
                        if (decodedAs == null) {
                            early = new TokenBuffer(parser);
                            early.copyCurrentStructure(parser);
                        } else {
                            result = decode(parser, decodedAs);
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
            if (decodedAs != null && !decodedAs.method().equals(request.method())) {
                throw new MalformedResponse(
                        source, "the answer to " + request + " is of the kind of " + decodedAs, null);
            }
            if (early != null) {
                try (JsonParser replay = early.asParserOnFirstToken()) {
                    result = decode(replay, request);
                }
            }
            Answer answer = new Answer(
                    result,
                    failure == null ? null : error(request, failure),
                    request.method().equals(HEAD) ? told : "");
            if (answers.putIfAbsent(request, answer) != null) {
                throw new MalformedResponse(source, "two answers to " + request, null);
            }
        }

        /** Some nodes put the id behind the result, which may be too large to keep until then. */
        private @Nullable RpcRequest<?> guess(JsonToken start) {
            return requests.size() == 1 ? requests.get(0) : byShape.get(start);
        }

        /** Some endpoints refuse a batch with one error for all. */
        private void refuseAll(Failure failure) {
            for (RpcRequest<?> request : requests) {
                answers.putIfAbsent(request, new Answer(null, error(request, failure), ""));
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
                    secrets.hide(failure.message()),
                    Optional.ofNullable(failure.data())
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::textValue)
                            .map(secrets::hide));
        }
    }
}
