package io.plimsoll.hyperliquid.ws;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a stream, by their normal form and by what their frames carry. Thread-safe: changes are made under its
 * lock, lookups for frames read a copy without one.
 */
final class Registry {
    private record Feeds(Map<String, Feed<?, ?>> byRoute) {
        static final Feeds NONE = new Feeds(Map.of());
    }

    private final Map<String, Feed<?, ?>> byKey = new LinkedHashMap<>();
    private volatile Map<String, Feeds> byChannel = Map.of();
    private volatile List<Feed<?, ?>> all = List.of();

    /** The one that is equal. */
    @SuppressWarnings("unchecked")
    synchronized <M> Optional<Feed<M, ?>> find(Subscription<M> subscription) {
        Feed<?, ?> feed = byKey.get(key(subscription));
        return Optional.ofNullable((Feed<M, ?>) feed);
    }

    /** The one that the venue means. */
    synchronized Optional<Feed<?, ?>> find(Map<String, ?> echo) {
        String form = NormalForm.of(echo);
        return byKey.values().stream()
                .filter(feed -> feed.subscription().key().equals(form))
                .findFirst()
                .or(() -> byKey.values().stream()
                        .filter(feed ->
                                NormalForm.echoes(echo, feed.subscription().fields()))
                        .filter(Feed::isWaitingForVenue)
                        .findFirst());
    }

    /**
     * Checks that frames of a subscription can be told from those of the others.
     *
     * @throws IllegalArgumentException if they cannot
     */
    synchronized void refuseAmbiguous(Subscription<?> subscription) {
        Feed<?, ?> same = routes(subscription.channelName()).byRoute().get(subscription.route());
        if (same != null) {
            throw new IllegalArgumentException("subscription cannot be told from " + same.subscription()
                    + " by what its frames carry; give it a VenueStream of its own, got " + subscription);
        }
    }

    synchronized void add(Feed<?, ?> feed) {
        byKey.put(key(feed.subscription()), feed);
        publish();
    }

    synchronized boolean remove(Feed<?, ?> feed) {
        boolean removed = byKey.remove(key(feed.subscription()), feed);
        publish();
        return removed;
    }

    synchronized boolean holds(Feed<?, ?> feed) {
        return byKey.get(key(feed.subscription())) == feed;
    }

    private void publish() {
        Map<String, Map<String, Feed<?, ?>>> routes = new LinkedHashMap<>();
        byKey.values()
                .forEach(feed -> routes.computeIfAbsent(
                                feed.subscription().channelName(), channel -> new LinkedHashMap<>())
                        .put(feed.subscription().route(), feed));
        Map<String, Feeds> copy = new LinkedHashMap<>();
        routes.forEach((channel, feeds) -> copy.put(channel, new Feeds(Map.copyOf(feeds))));
        byChannel = Map.copyOf(copy);
        all = List.copyOf(byKey.values());
    }

    /** The subscription of a channel that a message belongs to. */
    @SuppressWarnings("unchecked")
    <M> @Nullable Feed<M, ?> of(Channel<M> channel, String route) {
        return (Feed<M, ?>) routes(channel.name()).byRoute().get(route);
    }

    Collection<Feed<?, ?>> onChannel(String channel) {
        return routes(channel).byRoute().values();
    }

    /** In the order they were added. */
    List<Feed<?, ?>> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    private Feeds routes(String channel) {
        return byChannel.getOrDefault(channel, Feeds.NONE);
    }

    /** Two channels may serve one type of subscription: the channel counts too. */
    private static String key(Subscription<?> subscription) {
        return subscription.channelName() + " " + subscription.key();
    }
}
