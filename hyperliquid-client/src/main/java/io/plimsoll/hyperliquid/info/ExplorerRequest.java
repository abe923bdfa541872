package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A question to the explorer. Immutable. Each endpoint has a class of its name with a factory called {@code of}, such as
 * {@link BlockDetails#of}. What {@link InfoRequest} is to {@link InfoClient}, this is to {@link ExplorerClient}.
 *
 * @param <T> the answer
 */
public final class ExplorerRequest<T> {
    private static final int WEIGHT = 40;

    private final InfoRequest<T> request;

    private ExplorerRequest(InfoRequest<T> request) {
        this.request = request;
    }

    static <T> ExplorerRequest<T> of(String type, TypeReference<T> answer) {
        return new ExplorerRequest<>(InfoRequest.of(type, WEIGHT, answer));
    }

    ExplorerRequest<T> with(String field, @Nullable Object value) {
        return new ExplorerRequest<>(request.with(field, value));
    }

    /** The venue's name of the endpoint. */
    public String type() {
        return request.type();
    }

    /** What it weighs. */
    public int weight() {
        return request.weight();
    }

    /** The body of the request: JSON, {@code type} first. */
    public String body() {
        return request.body();
    }

    /**
     * Reads an answer.
     *
     * @param json UTF-8
     * @throws Rejected if it says that the question was refused, which the explorer does with status 200
     * @throws MalformedResponse if it is not what the endpoint answers; names the field
     */
    public T parse(byte[] json) {
        try {
            return request.parse(json);
        } catch (MalformedResponse unexpected) {
            RawJson answer = new RawJson(new String(json, StandardCharsets.UTF_8));
            if (answer.findText("type").filter("error"::equals).isPresent()) {
                throw new Rejected(
                        InfoClient.SOURCE, 200, answer.findText("message").orElse(""));
            }
            throw unexpected;
        }
    }

    /** The body. */
    @Override
    public String toString() {
        return body();
    }
}
