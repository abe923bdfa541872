package io.plimsoll.pyth.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keys that the fake service admits, tokens that stand for them, and feeds that they do not cover. Thread-safe. */
final class ProKeys {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final String BEARER = "bearer ";

    private final String key;
    private final InstantSource clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Set<Long> withheld = ConcurrentHashMap.newKeySet();
    private final AtomicInteger minted = new AtomicInteger();

    ProKeys(String key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    boolean isKey(@Nullable String authorization) {
        return bearer(authorization).equals(key);
    }

    boolean admits(@Nullable String authorization) {
        String token = bearer(authorization);
        Instant end = tokens.get(token);
        return token.equals(key) || (end != null && clock.instant().isBefore(end));
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
    }

    /** A token of at most a quarter of an hour. */
    Map.Entry<String, Instant> mint(Duration life) {
        Instant end = clock.instant().plus(life.compareTo(LONGEST) < 0 ? life : LONGEST);
        String token = "token-" + minted.incrementAndGet();
        tokens.put(token, end);
        return Map.entry(token, end);
    }

    void withhold(long feedId) {
        withheld.add(feedId);
    }

    boolean covers(long feedId) {
        return !withheld.contains(feedId);
    }
}
