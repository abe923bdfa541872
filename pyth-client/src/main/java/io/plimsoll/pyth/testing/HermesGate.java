package io.plimsoll.pyth.testing;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.RecordedRequest;

/** Who may ask a fake Hermes, how often and for what. Thread-safe. */
final class HermesGate {
    private static final String BEARER = "Bearer ";

    /** How many requests in how long, and what happens beyond. */
    private record RateLimit(int requests, Duration window, Duration penalty, boolean told) {}

    private final Clock clock;
    private final Map<String, Optional<Set<Bytes32>>> grants = new ConcurrentHashMap<>();
    private final Deque<Instant> passed = new ArrayDeque<>();
    private Optional<RateLimit> limit = Optional.empty();
    private Instant shutUntil = Instant.MIN;

    HermesGate(Clock clock) {
        this.clock = clock;
    }

    void requireKey(String token) {
        grants.clear();
        grants.put(token, Optional.empty());
    }

    void grant(String token, Set<Bytes32> feeds) {
        grants.put(token, Optional.of(Set.copyOf(feeds)));
    }

    synchronized void limit(int requests, Duration window, Duration penalty, boolean told) {
        limit = Optional.of(new RateLimit(requests, window, penalty, told));
        passed.clear();
        shutUntil = Instant.MIN;
    }

    /** A pause that a sender must make. */
    record Wait(Duration pause, boolean told) {}

    /** How long the sender of a request must wait, and whether it is told; empty if the request may pass. */
    synchronized Optional<Wait> count() {
        Instant now = clock.instant();
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        RateLimit rule = limit.get();
        if (now.isBefore(shutUntil)) {
            return Optional.of(new Wait(Duration.between(now, shutUntil), rule.told));
        }
        while (!passed.isEmpty() && !now.isBefore(passed.getFirst().plus(rule.window))) {
            passed.removeFirst();
        }
        if (passed.size() < rule.requests) {
            passed.addLast(now);
            return Optional.empty();
        }
        shutUntil = now.plus(rule.penalty);
        return Optional.of(new Wait(rule.penalty, rule.told));
    }

    /** Whether the request brings a key that is known, by header or query; the header wins. */
    boolean admits(RecordedRequest request) {
        return grants.isEmpty() || token(request).map(grants::containsKey).orElse(false);
    }

    /** Whether its key covers the feed. */
    boolean entitles(RecordedRequest request, Bytes32 feed) {
        return grants.isEmpty()
                || token(request)
                        .flatMap(token -> grants.getOrDefault(token, Optional.of(Set.of())))
                        .map(feeds -> feeds.contains(feed))
                        .orElse(true);
    }

    private static Optional<String> token(RecordedRequest request) {
        String header = request.getHeaders().get("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? Optional.of(header.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        return Optional.ofNullable(request.getUrl().queryParameter("ACCESS_TOKEN"));
    }
}
