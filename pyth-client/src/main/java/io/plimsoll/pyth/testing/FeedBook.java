package io.plimsoll.pyth.testing;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the feeds of a fake Hermes are worth, second by second. An open feed has exactly one update in every second from its
 * first price on; a closed one keeps its last; a played-back one has what was recorded. Thread-safe.
 */
final class FeedBook {
    private static final int MOST_MESSAGES = 255;

    /** From a second on: this price, new in every second, or for ever that of the second {@code last}. */
    private record Stretch(UpdateMessage.Price price, boolean never, Optional<Long> last) {}

    /** A message as of the slot it sits in, or a recorded blob that has it. */
    private record Found(long second, Optional<UpdateMessage.Price> fresh, Optional<byte[]> recorded) {}

    private volatile UpdateSigner signer;
    private final Map<Bytes32, NavigableMap<Long, Stretch>> published = new ConcurrentHashMap<>();
    private final Map<Bytes32, NavigableMap<Long, byte[]>> recorded = new ConcurrentHashMap<>();

    FeedBook(UpdateSigner signer) {
        this.signer = signer;
    }

    void signWith(UpdateSigner other) {
        signer = other;
    }

    /** Caps of publishers in an update of their own. */
    byte[] signed(long second, UpdateMessage.PublisherStakeCaps caps) {
        return signer.sign(second, List.of(caps));
    }

    /** Whether a feed has a new price in the newest stretch of its time. */
    synchronized boolean isOpen(Bytes32 feed) {
        NavigableMap<Long, Stretch> stretches = published.get(feed);
        return stretches == null || stretches.lastEntry().getValue().last.isEmpty();
    }

    boolean knows(Bytes32 feed) {
        return published.containsKey(feed) || recorded.containsKey(feed);
    }

    Set<Bytes32> feeds() {
        Set<Bytes32> all = new TreeSet<>(published.keySet());
        all.addAll(recorded.keySet());
        return all;
    }

    synchronized void publish(long second, UpdateMessage.Price price) {
        stretches(price.feedId()).put(second, new Stretch(price, false, Optional.empty()));
    }

    /** A feed that is listed and has never had a price. */
    synchronized void never(Bytes32 feed, long second) {
        stretches(feed)
                .put(second, new Stretch(new UpdateMessage.Price(feed, 0, 0, -8, 0, 0, 0, 0), true, Optional.empty()));
    }

    /** The market is closed: what it is worth now stays. */
    synchronized void close(Bytes32 feed, long second) {
        stretches(feed).put(second, new Stretch(worth(feed, second), false, Optional.of(second)));
    }

    synchronized void open(Bytes32 feed, long second) {
        stretches(feed).put(second, new Stretch(worth(feed, second), false, Optional.empty()));
    }

    private UpdateMessage.Price worth(Bytes32 feed, long second) {
        NavigableMap<Long, Stretch> stretches = published.get(feed);
        if (stretches == null || stretches.isEmpty()) {
            throw new IllegalArgumentException("feed " + feed + " was never published");
        }
        Map.Entry<Long, Stretch> entry = stretches.floorEntry(second);
        return (entry == null ? stretches.firstEntry() : entry).getValue().price;
    }

    private NavigableMap<Long, Stretch> stretches(Bytes32 feed) {
        return published.computeIfAbsent(feed, id -> Collections.synchronizedNavigableMap(new TreeMap<>()));
    }

    synchronized void record(byte[] blob) {
        for (UpdateMessage.Price price : pricesIn(blob)) {
            recorded.computeIfAbsent(price.feedId(), id -> Collections.synchronizedNavigableMap(new TreeMap<>()))
                    .put(price.publishTime(), blob);
        }
    }

    /** The newest update of each feed as of a second; feeds that nobody knows are left out. */
    synchronized List<byte[]> latest(Collection<Bytes32> wanted, long second) {
        List<Found> found = new ArrayList<>();
        for (Bytes32 feed : wanted) {
            latest(feed, second).ifPresent(found::add);
        }
        return blobs(found);
    }

    private Optional<Found> latest(Bytes32 feed, long second) {
        NavigableMap<Long, Stretch> stretches = published.get(feed);
        if (stretches == null) {
            return Optional.ofNullable(recorded.get(feed)).map(blobs -> recorded(blobs.lastEntry()));
        }
        Map.Entry<Long, Stretch> entry = stretches.floorEntry(second);
        Stretch stretch = (entry == null ? stretches.firstEntry() : entry).getValue();
        return Optional.of(fresh(stretch, Math.min(second, stretch.last.orElse(second))));
    }

    /**
     * The first update of each feed that is not older than {@code from}; empty if one of them has none up to {@code
     * newest}.
     */
    synchronized Optional<List<byte[]>> firstSince(Collection<Bytes32> wanted, long from, long newest) {
        List<Found> found = new ArrayList<>();
        for (Bytes32 feed : wanted) {
            Optional<Found> one = firstSince(feed, from);
            if (one.isEmpty() || one.get().second > newest) {
                return Optional.empty();
            }
            found.add(one.get());
        }
        return Optional.of(blobs(found));
    }

    private Optional<Found> firstSince(Bytes32 feed, long from) {
        NavigableMap<Long, Stretch> stretches = published.get(feed);
        if (stretches == null) {
            return Optional.ofNullable(recorded.get(feed))
                    .map(blobs -> blobs.ceilingEntry(from))
                    .map(FeedBook::recorded);
        }
        Map.Entry<Long, Stretch> entry = stretches.floorEntry(from);
        if (entry != null && entry.getValue().last.map(last -> last == from).orElse(true)) {
            return Optional.of(fresh(entry.getValue(), from));
        }
        // a stretch begins with an update of its own, also one in which the market closes at once
        return Optional.ofNullable(stretches.higherEntry(from)).map(next -> fresh(next.getValue(), next.getKey()));
    }

    private static Found recorded(Map.Entry<Long, byte[]> entry) {
        return new Found(entry.getKey(), Optional.empty(), Optional.of(entry.getValue()));
    }

    private static Found fresh(Stretch stretch, long second) {
        UpdateMessage.Price price = stretch.price;
        return new Found(
                second,
                Optional.of(new UpdateMessage.Price(
                        price.feedId(),
                        price.price(),
                        price.conf(),
                        price.expo(),
                        stretch.never ? 0 : second,
                        stretch.never ? 0 : second - 1,
                        price.emaPrice(),
                        price.emaConf())),
                Optional.empty());
    }

    /** One blob for each slot and for each 255 messages in it, oldest slot first; each recorded blob once. */
    private List<byte[]> blobs(List<Found> found) {
        NavigableMap<Long, List<UpdateMessage.Price>> fresh = new TreeMap<>();
        NavigableMap<Long, Set<byte[]>> played = new TreeMap<>();
        for (Found one : found) {
            one.fresh.ifPresent(price -> fresh.computeIfAbsent(one.second, second -> new ArrayList<>())
                    .add(price));
            one.recorded.ifPresent(blob -> played.computeIfAbsent(
                            one.second, second -> Collections.newSetFromMap(new IdentityHashMap<>()))
                    .add(blob));
        }
        NavigableMap<Long, List<byte[]>> bySecond = new TreeMap<>();
        Set<byte[]> sent = Collections.newSetFromMap(new IdentityHashMap<>());
        played.forEach((second, blobs) -> blobs.stream()
                .filter(sent::add)
                .forEach(blob -> bySecond.computeIfAbsent(second, at -> new ArrayList<>())
                        .add(blob)));
        fresh.forEach((second, prices) -> {
            for (int from = 0; from < prices.size(); from += MOST_MESSAGES) {
                bySecond.computeIfAbsent(second, at -> new ArrayList<>())
                        .add(signer.sign(second, prices.subList(from, Math.min(prices.size(), from + MOST_MESSAGES))));
            }
        });
        return bySecond.values().stream().flatMap(List::stream).toList();
    }

    static List<UpdateMessage.Price> pricesIn(byte[] blob) {
        return UpdateCodec.decode(blob).proofs().stream()
                .map(proof -> UpdateMessage.decode(proof.message()))
                .filter(UpdateMessage.Price.class::isInstance)
                .map(UpdateMessage.Price.class::cast)
                .toList();
    }
}
