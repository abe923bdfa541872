package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.DecisionRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decisions by key and time. */
final class InMemoryDecisionRepository implements DecisionRepository {
    private static final Keyset<Decision> OLDEST_FIRST = Keyset.<Decision>ascending()
            .time(Decision::time)
            .number(decision -> decision.key().market().chain().value())
            .text(decision -> decision.key().market().protocol())
            .text(decision -> decision.key().market().name())
            .address(decision -> decision.key().account())
            .text(decision -> decision.key().version().block().hex())
            .number(decision -> decision.key().version().logIndex());

    private record Key(AttemptKey key, Instant time) {}

    private final Map<Key, Decision> decisions = new HashMap<>();

    @Override
    public synchronized int add(Collection<Decision> added) {
        int before = decisions.size();
        added.forEach(decision -> decisions.putIfAbsent(new Key(decision.key(), decision.time()), decision));
        return decisions.size() - before;
    }

    @Override
    public synchronized List<Decision> on(AttemptKey key) {
        return decisions.values().stream()
                .filter(decision -> decision.key().equals(key))
                .sorted(Comparator.comparing(Decision::time))
                .toList();
    }

    @Override
    public synchronized Page<Decision> between(Instant from, Instant to, PageRequest request) {
        return OLDEST_FIRST.page(
                decisions.values().stream().filter(decision -> isBetween(decision, from, to)), request);
    }

    @Override
    public synchronized Page<Decision> page(ChainId chain, PageRequest request) {
        return page(on(chain), request);
    }

    @Override
    public synchronized Page<Decision> page(ChainId chain, Verdict verdict, PageRequest request) {
        return page(on(chain).filter(decision -> decision.verdict() == verdict), request);
    }

    @Override
    public synchronized Page<Decision> page(ChainId chain, Address account, PageRequest request) {
        return page(on(chain).filter(decision -> decision.key().account().equals(account)), request);
    }

    @Override
    public synchronized Map<Verdict, Long> count(ChainId chain, Instant from, Instant to) {
        return on(chain)
                .filter(decision -> isBetween(decision, from, to))
                .collect(Collectors.groupingBy(Decision::verdict, Collectors.counting()));
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = decisions.size();
        decisions.values().removeIf(decision -> decision.time().isBefore(limit));
        return before - decisions.size();
    }

    private Stream<Decision> on(ChainId chain) {
        return decisions.values().stream()
                .filter(decision -> decision.key().market().chain().equals(chain));
    }

    private static boolean isBetween(Decision decision, Instant from, Instant to) {
        return !decision.time().isBefore(from) && !decision.time().isAfter(to);
    }

    private static Page<Decision> page(Stream<Decision> some, PageRequest request) {
        return OLDEST_FIRST.reversed().page(some, request);
    }
}
