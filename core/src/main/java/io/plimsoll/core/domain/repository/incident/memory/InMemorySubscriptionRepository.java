package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.Subscription;
import io.plimsoll.core.domain.repository.incident.SubscriptionRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Subscriptions by owner and sink. */
final class InMemorySubscriptionRepository implements SubscriptionRepository {
    private record Key(Address owner, String sink) {
        static Key of(Subscription subscription) {
            return new Key(subscription.owner(), subscription.sink());
        }
    }

    private final Map<Key, Subscription> subscriptions =
            new TreeMap<>(Comparator.comparing(Key::owner).thenComparing(Key::sink));

    @Override
    public synchronized void upsert(Subscription subscription) {
        subscriptions.put(Key.of(subscription), subscription);
    }

    @Override
    public synchronized List<Subscription> of(Address owner) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.owner().equals(owner))
                .toList();
    }

    @Override
    public synchronized List<Subscription> wanting(Incident incident) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.wants(incident))
                .toList();
    }

    @Override
    public synchronized boolean delete(Address owner, String sink) {
        return subscriptions.remove(new Key(owner, sink)) != null;
    }

    @Override
    public synchronized int forget(Address owner) {
        int before = subscriptions.size();
        subscriptions.keySet().removeIf(key -> key.owner().equals(owner));
        return before - subscriptions.size();
    }
}
