package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.resilience.Repeat;
import io.plimsoll.core.kit.resilience.Retries;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/** GET requests within the limits, asked again where that helps, with a key that may change. Immutable, thread-safe. */
final class HermesCalls {
    /** No blob has more messages; the service would cut the answer, here the request is. */
    private static final int MOST_FEEDS = 255;

    private static final Duration JUST_PASSED = Duration.ofSeconds(5);

    private final HttpJson http;
    private final HttpUrl base;
    private final Optional<Supplier<String>> token;
    private final HermesSettings settings;
    private final Retries retries;

    HermesCalls(HttpJson http, HttpUrl base, Optional<Supplier<String>> token, HermesSettings settings) {
        this.http = http.withErrors((status, body, retryAfter) ->
                HermesErrors.read(status, body, retryAfter, settings.limits().penalty()));
        this.base = base;
        this.token = token;
        this.settings = settings;
        RetryPolicy policy = settings.retries();
        this.retries =
                new Retries(HermesClient.SOURCE, Repeat.READ, policy.attempts(), policy.base(), policy.longest());
    }

    HermesCalls with(HermesSettings others) {
        return new HermesCalls(http, base, token, others);
    }

    HermesCalls withToken(Supplier<String> other) {
        return new HermesCalls(http, base, Optional.of(other), settings);
    }

    HermesSettings settings() {
        return settings;
    }

    /** The address of a path under the base. */
    HttpUrl.Builder url(String path) {
        return base.newBuilder().addPathSegments(path);
    }

    /** The address of prices, without the feeds yet. */
    HttpUrl.Builder pricesUrl(String path) {
        return url(path)
                .addQueryParameter("encoding", settings.encoding().wire())
                .addQueryParameter("parsed", Boolean.toString(settings.parsed()));
    }

    /**
     * The feeds, each once and in the order in which they were given, in parts whose addresses are short enough.
     *
     * @param parameter that an id is given with
     * @throws IllegalArgumentException if there are none
     */
    List<List<Bytes32>> parts(HttpUrl url, String parameter, Collection<Bytes32> feeds) {
        if (feeds.isEmpty()) {
            throw new IllegalArgumentException("ask for at least one feed");
        }
        int bare = url.toString().length();
        Bytes32 any = feeds.iterator().next();
        int each = with(url, parameter, List.of(any)).toString().length() - bare;
        int most = Math.max(1, Math.min(MOST_FEEDS, (settings.urlLength() - bare) / each));
        List<Bytes32> all = List.copyOf(new LinkedHashSet<>(feeds));
        List<List<Bytes32>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return parts;
    }

    /** The address with the feeds. */
    static HttpUrl with(HttpUrl url, String parameter, Collection<Bytes32> feeds) {
        HttpUrl.Builder full = url.newBuilder();
        feeds.forEach(feed -> full.addQueryParameter(parameter, feed.digits()));
        return full.build();
    }

    /** The answer, asked for within the limits and again where that helps. */
    <T> T get(HttpUrl url, TypeReference<T> type) {
        try {
            return retries.call(() -> withKey(url, type));
        } catch (OutOfPatience e) {
            throw e.refusal;
        }
    }

    /** What is asked for and may come a moment later, if its time has only just passed. */
    <T> T orLater(Instant time, Supplier<T> call) {
        try {
            return call.get();
        } catch (UpdateNotFound e) {
            Duration age = Duration.between(time, settings.clock().instant());
            if (age.abs().compareTo(JUST_PASSED) > 0) {
                throw e;
            }
            Duration pause = settings.retries().late();
            if (pause.isZero() || !slept(pause)) {
                throw e.late(JUST_PASSED);
            }
            return call.get();
        }
    }

    private static boolean slept(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T withKey(HttpUrl url, TypeReference<T> type) {
        if (token.isEmpty()) {
            return within(http, url, type);
        }
        String key = token.get().get();
        try {
            return within(http.withBearer(key), url, type);
        } catch (Unauthorized e) {
            // it may have expired on its way: a new one is another request
            String next = token.get().get();
            if (next.equals(key)) {
                throw e;
            }
            return within(http.withBearer(next), url, type);
        }
    }

    private <T> T within(HttpJson keyed, HttpUrl url, TypeReference<T> type) {
        HermesLimits limits = settings.limits();
        Runnable answered = acquire(limits);
        try {
            return keyed.get(url, type);
        } catch (RateLimited e) {
            limits.refused(e.retryAfter().orElse(limits.penalty()));
            throw e;
        } finally {
            answered.run();
        }
    }

    private Runnable acquire(HermesLimits limits) {
        try {
            return limits.acquire(settings.lane(), settings.patience());
        } catch (RateLimited e) {
            throw new OutOfPatience(e);
        }
    }

    /** Our own limiter's refusal, which must not be waited for again. */
    private static final class OutOfPatience extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final RateLimited refusal;

        OutOfPatience(RateLimited refusal) {
            super(null, null, false, false);
            this.refusal = refusal;
        }
    }
}
