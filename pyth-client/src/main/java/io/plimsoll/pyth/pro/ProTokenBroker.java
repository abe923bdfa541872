package io.plimsoll.pyth.pro;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.HttpJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Gives out short-lived tokens for a key, for programs that must not hold the key. Thread-safe; calls block.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/frontend-auth">frontend authentication</a>
 */
public final class ProTokenBroker {
    private record Request(@Nullable Long ttl_seconds) {}

    private record Answer(String access_token, String expires_at, String token_type) {
        /** Hides the token. */
        @Override
        public String toString() {
            return "Answer[" + token_type + "]";
        }
    }

    private final HttpJson http;
    private final HttpUrl base;

    /**
     * Calls {@code base + "/auth/token"}.
     *
     * @param http with the key as bearer token
     * @param base such as {@link ProHistoryClient#MAINNET}
     */
    public ProTokenBroker(HttpJson http, HttpUrl base) {
        this.http = http;
        this.base = base;
    }

    /**
     * A new token.
     *
     * @param life at most; the service has a limit of its own, 15 minutes, which counts if this is empty or longer
     * @throws IllegalArgumentException if {@code life} is not at least a second
     * @throws ProUnauthorized without a valid key
     * @throws SourceException if there is no answer otherwise, or the service gives out no tokens
     */
    public ProToken mint(Optional<Duration> life) {
        Long seconds = life.map(Duration::toSeconds).orElse(null);
        if (seconds != null && seconds < 1) {
            throw new IllegalArgumentException("life must be at least a second, got " + life);
        }
        HttpUrl url = base.newBuilder().addPathSegments("auth/token").build();
        Answer answer = ProErrors.typed(ProStream.SOURCE, () -> answer(url, new Request(seconds)));
        try {
            return new ProToken(
                    answer.access_token, OffsetDateTime.parse(answer.expires_at).toInstant());
        } catch (DateTimeException e) {
            throw new MalformedResponse(ProStream.SOURCE, "expires_at is no RFC 3339 time", e);
        }
    }

    private Answer answer(HttpUrl url, Request request) {
        try {
            return http.post(url, request, new TypeReference<Answer>() {});
        } catch (MalformedResponse quotesTheToken) { // so it is not even the cause
            throw new MalformedResponse(ProStream.SOURCE, "answer is not what was expected of a token", null);
        }
    }
}
