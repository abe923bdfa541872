package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Attempts by key. */
final class InMemoryAttemptJournal implements AttemptJournal {
    private static final Keyset<Attempt> NEWEST_FIRST = Keyset.<Attempt>descending()
            .time(Attempt::plannedAt)
            .text(attempt -> attempt.key().market().protocol())
            .text(attempt -> attempt.key().market().name())
            .address(attempt -> attempt.key().account())
            .text(attempt -> attempt.key().version().block().hex())
            .number(attempt -> attempt.key().version().logIndex());

    private final Map<AttemptKey, Attempt> attempts = new HashMap<>();

    @Override
    public synchronized boolean plan(Attempt planned) {
        AttemptJournal.requireFirstStep(planned);
        return attempts.putIfAbsent(planned.key(), planned) == null;
    }

    @Override
    public synchronized void save(Attempt next) {
        Attempt before = attempts.get(next.key());
        if (next.equals(before)) {
            return;
        }
        if (before == null || !next.follows(before)) {
            throw AttemptJournal.doesNotFollow(next);
        }
        for (SentTransaction transaction : next.transactions()) {
            find(next.key().market().chain(), transaction.hash())
                    .filter(owner -> !owner.key().equals(next.key()))
                    .ifPresent(owner -> {
                        throw new RepositoryException(
                                Kind.DUPLICATE,
                                "cannot save attempt " + next.key() + ": transaction " + transaction.hash()
                                        + " is another attempt's");
                    });
        }
        attempts.put(next.key(), next);
    }

    @Override
    public synchronized Optional<Attempt> find(AttemptKey key) {
        return Optional.ofNullable(attempts.get(key));
    }

    @Override
    public synchronized Optional<Attempt> find(ChainId chain, Bytes32 transaction) {
        return on(chain)
                .filter(attempt -> attempt.transactions().stream()
                        .anyMatch(sent -> sent.hash().equals(transaction)))
                .findFirst();
    }

    @Override
    public synchronized List<Attempt> inFlight(ChainId chain) {
        return on(chain)
                .filter(attempt -> attempt.state().inFlight())
                .sorted(Comparator.comparing(Attempt::plannedAt)
                        .thenComparing(attempt -> attempt.key().toString()))
                .toList();
    }

    @Override
    public synchronized OptionalLong highestNonce(ChainId chain, Address sender) {
        return on(chain)
                .flatMap(attempt -> attempt.transactions().stream())
                .filter(sent -> sent.sender().equals(sender))
                .mapToLong(SentTransaction::nonce)
                .max();
    }

    @Override
    public synchronized Page<Attempt> page(ChainId chain, PageRequest request) {
        return NEWEST_FIRST.page(on(chain), request);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = attempts.size();
        attempts.values()
                .removeIf(attempt ->
                        !attempt.state().inFlight() && attempt.updatedAt().isBefore(limit));
        return before - attempts.size();
    }

    @Override
    public boolean durable() {
        return false;
    }

    private Stream<Attempt> on(ChainId chain) {
        return attempts.values().stream()
                .filter(attempt -> attempt.key().market().chain().equals(chain));
    }
}
