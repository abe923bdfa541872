package io.plimsoll.core.kit.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * JSON requests to one source. Thread-safe; calls block.
 *
 * <p>Every call ends in a decoded value or a {@link SourceException}: {@link Transport} when no answer came or the
 * deadline passed, {@link RateLimited} for status 429, {@link NotFound} for 404, {@link Rejected} for any other error
 * status, {@link MalformedResponse} when the body is not the JSON that was expected. Nothing is sent twice, not even where an
 * answer asks for it: a redirect is an error status, and so is a 503 that says to come back at once. Bodies are decoded as they
 * stream in; one beyond {@value #MAX_BODY_BYTES} bytes is refused.
 */
public final class HttpJson {
    /** Larger answers are refused before they fill the memory. */
    public static final long MAX_BODY_BYTES = 64L << 20;

    /** Of an error answer no more is read. */
    public static final int MAX_ERROR_BYTES = 65_536;

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int UNAVAILABLE = 503;
    /** So many characters of a token are too many. */
    private static final int TELLING = 4;

    private final String source;
    private final OkHttpClient client;
    private final ObjectMapper mapper;
    private final Optional<String> token;
    private final ErrorReader errors;

    private HttpJson(
            String source, OkHttpClient client, ObjectMapper mapper, Optional<String> token, ErrorReader errors) {
        this.source = source;
        this.client = client;
        this.mapper = mapper;
        this.token = token;
        this.errors = errors;
    }

    /**
     * Requests to one source over the connections of {@code client}. Unless the client brings its own socket factory, small
     * packets are sent at once ({@code TCP_NODELAY}).
     *
     * @param source the name that errors carry
     * @param deadline for one call from first byte sent to last byte decoded
     */
    public static HttpJson of(String source, OkHttpClient client, Duration deadline) {
        OkHttpClient bounded = NoDelaySockets.in(client)
                .newBuilder()
                .callTimeout(deadline)
                .readTimeout(deadline)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addNetworkInterceptor(HttpJson::withoutInvitation)
                .build();
        return new HttpJson(source, bounded, JsonMapping.newMapper(), Optional.empty(), ErrorReader.STATUS_ONLY);
    }

    /** OkHttp sends a request again by itself when a 503 comes with {@code Retry-After: 0}. */
    private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        return response.code() == UNAVAILABLE
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }

    /**
     * The same, with {@code Authorization: Bearer} on every request. The token never reaches a message or log, also where the
     * source repeats it.
     *
     * @throws IllegalArgumentException if it is empty or has other characters than visible ASCII
     */
    public HttpJson withBearer(String token) {
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("token must be of visible ASCII characters, got " + token.length()
                    + " characters, not all of that kind");
        }
        return new HttpJson(source, client, mapper, Optional.of(token), errors);
    }

    /** The same, with error answers read by {@code errors} before their status is. */
    public HttpJson withErrors(ErrorReader errors) {
        return new HttpJson(source, client, mapper, token, errors);
    }

    /** The same, over the same connections, with another deadline for one call. */
    public HttpJson within(Duration deadline) {
        OkHttpClient bounded = client.newBuilder()
                .callTimeout(deadline)
                .readTimeout(deadline)
                .build();
        return new HttpJson(source, bounded, mapper, token, errors);
    }

    /** POSTs {@code body} as JSON; an answer of {@code null} is a {@link MalformedResponse}. */
    public <T> T post(HttpUrl url, Object body, TypeReference<T> type) {
        return findPost(url, body, type).orElseThrow(() -> new MalformedResponse(source, "answered null", null));
    }

    /** POSTs {@code body} as JSON to a source that may answer {@code null}. */
    public <T> Optional<T> findPost(HttpUrl url, Object body, TypeReference<T> type) {
        return call(new Request.Builder().url(url).post(json(body)), type);
    }

    private RequestBody json(Object body) {
        try {
            return new Once(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("request body cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** POSTs {@code body} as JSON to a source whose answer says nothing beyond its status. */
    public void send(HttpUrl url, Object body) {
        try (Response response = client.newCall(
                        new Request.Builder().url(url).post(json(body)).build())
                .execute()) {
            if (!response.isSuccessful()) {
                throw refusal(response, new ExcerptStream(response.body().byteStream(), MAX_BODY_BYTES));
            }
        } catch (IOException e) {
            throw new Transport(source, "no answer: " + describe(e), e);
        }
    }

    /** POSTs JSON that is already written and gives the body of the answer as it came, for callers that decode it themselves. */
    public byte[] postForBytes(HttpUrl url, byte[] body) {
        Request.Builder request = new Request.Builder().url(url).post(new Once(body));
        request.header("Accept", "application/json");
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try (Response response = client.newCall(request.build()).execute()) {
            ExcerptStream answer = new ExcerptStream(response.body().byteStream(), MAX_BODY_BYTES);
            if (!response.isSuccessful()) {
                throw refusal(response, answer);
            }
            return answer.readAllBytes();
        } catch (IOException e) {
            throw new Transport(source, "no answer: " + describe(e), e);
        }
    }

    /** GETs a JSON answer; {@code null} is a {@link MalformedResponse}. */
    public <T> T get(HttpUrl url, TypeReference<T> type) {
        return call(new Request.Builder().url(url), type)
                .orElseThrow(() -> new MalformedResponse(source, "answered null", null));
    }

    /**
     * POSTs {@code body} as JSON and reads the answer token by token, for what is too large or too mixed for one type.
     *
     * @param reading is given a parser before the first token, with the codec of {@link JsonMapping}; it must read to the end of the
     *     value. What follows that value is a {@link MalformedResponse}
     */
    public <T> T post(HttpUrl url, Object body, JsonReading<T> reading) {
        return call(new Request.Builder().url(url).post(json(body)), answer -> read(answer, reading));
    }

    /**
     * Reads a JSON value as it streams in.
     *
     * @param <T> what it becomes
     */
    @FunctionalInterface
    public interface JsonReading<T> {
        /**
         * Reads one value.
         *
         * @throws IOException what the parser throws
         */
        T read(JsonParser parser) throws IOException;
    }

    private <T> Optional<T> call(Request.Builder request, TypeReference<T> type) {
        return call(request, body -> decode(body, mapper.getTypeFactory().constructType(type)));
    }

    private interface Decoding<T> {
        T decode(ExcerptStream body) throws IOException;
    }

    private <T> T call(Request.Builder request, Decoding<T> decoding) {
        request.header("Accept", "application/json");
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try (Response response = client.newCall(request.build()).execute()) {
            ExcerptStream body = new ExcerptStream(response.body().byteStream(), MAX_BODY_BYTES);
            if (!response.isSuccessful()) {
                throw refusal(response, body);
            }
            return decoding.decode(body);
        } catch (IOException e) {
            throw new Transport(source, "no answer: " + describe(e), e);
        }
    }

    private SourceException refusal(Response response, ExcerptStream body) throws IOException {
        // no more than will be shown, if nobody reads on and no token may be in it that the cut would spare
        int wanted = errors == ErrorReader.STATUS_ONLY && token.isEmpty()
                ? ExcerptStream.EXCERPT_BYTES + 1
                : MAX_ERROR_BYTES;
        String whole = shown(body.readText(wanted));
        Optional<Duration> retryAfter = RetryAfter.of(response);
        return errors.read(response.code(), whole, retryAfter)
                .orElseGet(() -> byStatus(response.code(), ExcerptStream.shortened(whole), retryAfter));
    }

    private SourceException byStatus(int status, String answer, Optional<Duration> retryAfter) {
        return switch (status) {
            case 429 -> new RateLimited(source, retryAfter, answer);
            case 404 -> new NotFound(source, answer.isBlank() ? "answered HTTP 404" : answer);
            default -> new Rejected(source, status, answer);
        };
    }

    /** A source may repeat what it was sent. */
    private String shown(String text) {
        return token.map(secret -> text.replace(secret, "***")).orElse(text);
    }

    /** Jackson wraps what the network throws in the middle of an object; that is no fault of the text. */
    private static void throwIfCutOff(JsonProcessingException e) throws IOException {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException network && !(cause instanceof JsonProcessingException)) {
                throw network;
            }
        }
    }

    /** Whether the token is in a text, or begins where it is cut off. */
    private boolean repeatsToken(String text) {
        if (token.isEmpty()) {
            return false;
        }
        String secret = token.get();
        int cut = text.endsWith("…") ? text.length() - 1 : 0;
        for (int length = Math.min(cut, secret.length()); length >= TELLING; length--) {
            if (secret.startsWith(text.substring(cut - length, cut))) {
                return true;
            }
        }
        return text.contains(secret);
    }

    private <T> Optional<T> decode(ExcerptStream body, JavaType type) throws IOException {
        try {
            return Optional.ofNullable(mapper.readerFor(type).readValue(body));
        } catch (JsonProcessingException e) {
            throw malformed(body, e);
        }
    }

    private <T> T read(ExcerptStream body, JsonReading<T> reading) throws IOException {
        try (JsonParser parser = mapper.createParser(body)) {
            T value = reading.read(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(body, e);
        }
    }

    private MalformedResponse malformed(ExcerptStream body, JsonProcessingException e) throws IOException {
        throwIfCutOff(e);
        String excerpt = body.excerpt();
        MalformedResponse malformed = JsonMapping.malformed(source, "answer", e, excerpt);
        // what Jackson says about a text quotes it, in causes too
        return repeatsToken(excerpt) || repeatsToken(String.valueOf(malformed.getMessage()))
                ? new MalformedResponse(source, "answer is not what was expected and repeats the token", null)
                : malformed;
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** A body that OkHttp may not send again: after a refused login, a misdirected request, a reset stream. */
    private static final class Once extends RequestBody {
        private final byte[] body;

        Once(byte[] body) {
            this.body = body;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return body.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(body);
        }
    }
}
