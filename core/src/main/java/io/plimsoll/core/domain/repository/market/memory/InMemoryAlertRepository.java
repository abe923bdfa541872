package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Alerts, their states and what was told, in sorted maps. */
final class InMemoryAlertRepository implements AlertRepository {
    private record Place(String coin, String id) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::coin).thenComparing(Place::id);
    }

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
        NavigableMap<Place, MarketAlert> byMarket = new TreeMap<>(Place.ORDER);
        alerts.values().forEach(alert -> byMarket.put(new Place(alert.coin(), alert.id()), alert));
        return Keysets.page(
                byMarket,
                MarketAlert::active,
                request,
                cursor -> new Place(cursor.parts(2).get(0), cursor.parts(2).get(1)),
                alert -> Cursor.of(alert.coin(), alert.id()));
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
        return Keysets.page(
                fired.descendingMap(),
                firing -> firing.user().equals(user),
                request,
                cursor -> new Firing(
                        Keysets.time(cursor.parts(2).get(0)), cursor.parts(2).get(1)),
                firing -> Cursor.of(firing.alert().time().toString(), firing.id()));
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = fired.size();
        fired.keySet().removeIf(firing -> firing.time().isBefore(limit));
        return before - fired.size();
    }
}
