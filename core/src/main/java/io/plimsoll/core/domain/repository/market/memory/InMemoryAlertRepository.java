package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Alerts, their states and what was told, in sorted maps. */
final class InMemoryAlertRepository implements AlertRepository {
    private static final Keyset<MarketAlert> BY_MARKET =
            Keyset.<MarketAlert>ascending().text(MarketAlert::coin).text(MarketAlert::id);
    private static final Keyset<FiredAlert> NEWEST_FIRST = Keyset.<FiredAlert>descending()
            .time(firing -> firing.alert().time())
            .text(FiredAlert::id);

    private record Firing(Instant time, String id) {
        static final Comparator<Firing> ORDER =
                Comparator.comparing(Firing::time).thenComparing(Firing::id);
    }

    private final TreeMap<String, MarketAlert> alerts = new TreeMap<>();
    private final TreeMap<String, AlertState> states = new TreeMap<>();
    private final TreeMap<Firing, FiredAlert> fired = new TreeMap<>(Firing.ORDER);

    @Override
    public synchronized void upsert(MarketAlert alert) {
        alerts.put(alert.id(), alert);
    }

    @Override
    public synchronized Optional<MarketAlert> find(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    @Override
    public synchronized List<MarketAlert> of(Address user) {
        return alerts.values().stream()
                .filter(alert -> alert.user().equals(user))
                .sorted(Comparator.comparing(MarketAlert::created).thenComparing(MarketAlert::id))
                .toList();
    }

    @Override
    public synchronized Page<MarketAlert> active(PageRequest request) {
        return BY_MARKET.page(alerts.values().stream().filter(MarketAlert::active), request);
    }

    @Override
    public synchronized boolean delete(String id) {
        states.remove(id);
        return alerts.remove(id) != null;
    }

    @Override
    public synchronized List<AlertState> states(Collection<String> ids) {
        return ids.stream()
                .distinct()
                .sorted()
                .map(states::get)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public synchronized void upsertStates(Collection<AlertState> changed) {
        for (AlertState state : changed) {
            if (alerts.containsKey(state.alert())) {
                states.put(state.alert(), state);
            }
        }
    }

    @Override
    public synchronized void upsert(FiredAlert firing, AlertState state) {
        fired.put(new Firing(firing.alert().time(), firing.id()), firing);
        upsertStates(List.of(state));
    }

    @Override
    public synchronized Page<FiredAlert> history(Address user, PageRequest request) {
        return NEWEST_FIRST.page(
                fired.values().stream().filter(firing -> firing.user().equals(user)), request);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = fired.size();
        fired.keySet().removeIf(firing -> firing.time().isBefore(limit));
        return before - fired.size();
    }
}
