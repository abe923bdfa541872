package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.Sighting;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.HoldingsRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Holdings by account and source. */
final class InMemoryHoldingsRepository implements HoldingsRepository {
    private static final Keyset<Sighting> BY_PLACE =
            Keyset.<Sighting>ascending().address(Sighting::account).text(Sighting::source);
    private static final Keyset<Sighting> BY_NFT = Keyset.<Sighting>ascending()
            .number(row -> nft(row).chainId().value())
            .address(row -> nft(row).manager())
            .amount(row -> nft(row).tokenId());

    private final TreeMap<Place, Holdings> places = new TreeMap<>();

    private record Place(Address account, String source) implements Comparable<Place> {
        static Place of(Holdings holdings) {
            return new Place(holdings.account(), holdings.source());
        }

        @Override
        public int compareTo(Place other) {
            int byAccount = account.compareTo(other.account);
            return byAccount == 0 ? source.compareTo(other.source) : byAccount;
        }
    }

    @Override
    public synchronized int save(Collection<Holdings> given) {
        Map<Place, Holdings> accepted = new LinkedHashMap<>();
        int count = 0;
        for (Holdings holdings : given) {
            Place place = Place.of(holdings);
            Holdings before = accepted.getOrDefault(place, places.get(place));
            if (before == null || !holdings.seen().isBefore(before.seen())) {
                accepted.put(place, holdings);
                count++;
            }
        }
        places.keySet().removeAll(accepted.keySet());
        accepted.forEach((place, holdings) -> places.put(place, withoutThoseSeenElsewhereLater(holdings)));
        return count;
    }

    /** Leaves a liquidity position with a later sighting of it, and takes it from an earlier one. */
    private Holdings withoutThoseSeenElsewhereLater(Holdings holdings) {
        List<Holding> kept = new ArrayList<>();
        for (Holding item : holdings.items()) {
            Optional<Sighting> elsewhere =
                    item.position() instanceof LpPosition liquidity ? find(liquidity.key()) : Optional.empty();
            if (elsewhere.isPresent() && elsewhere.get().seen().isAfter(holdings.seen())) {
                continue;
            }
            elsewhere.ifPresent(this::remove);
            kept.add(item);
        }
        return holdings.withItems(kept);
    }

    private void remove(Sighting sighting) {
        places.computeIfPresent(
                new Place(sighting.account(), sighting.source()),
                (place, holdings) -> holdings.withItems(holdings.items().stream()
                        .filter(item -> !item.equals(sighting.holding()))
                        .toList()));
    }

    @Override
    public synchronized List<Holdings> find(Address account) {
        return places.values().stream()
                .filter(holdings -> holdings.account().equals(account))
                .toList();
    }

    @Override
    public synchronized Optional<Holdings> find(Address account, String source) {
        return Optional.ofNullable(places.get(new Place(account, source)));
    }

    @Override
    public synchronized Optional<Sighting> find(LpPosition.Key key) {
        return sightings(item -> item.position() instanceof LpPosition liquidity
                        && liquidity.key().equals(key))
                .findFirst();
    }

    @Override
    public synchronized Page<Sighting> inMarket(String coin, PageRequest request) {
        return BY_PLACE.page(
                sightings(item -> item.position() instanceof PerpPosition perp
                        && perp.coin().equals(coin)),
                request);
    }

    @Override
    public synchronized Page<Sighting> outOfRange(PageRequest request) {
        return BY_NFT.page(sightings(item -> item.inRange().equals(Optional.of(false))), request);
    }

    private static LpPosition.Key nft(Sighting sighting) {
        return ((LpPosition) sighting.holding().position()).key();
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = places.size();
        places.values().removeIf(holdings -> holdings.seen().isBefore(limit));
        return before - places.size();
    }

    private Stream<Sighting> sightings(Predicate<Holding> wanted) {
        return places.values().stream()
                .flatMap(holdings -> holdings.items().stream()
                        .filter(wanted)
                        .map(item -> new Sighting(holdings.account(), holdings.source(), holdings.seen(), item)));
    }
}
