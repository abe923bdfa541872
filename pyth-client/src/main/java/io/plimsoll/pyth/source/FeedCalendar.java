package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.MarketCalendar;
import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.hermes.PriceFeed;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * When markets trade, by Hermes' list of feeds, which needs no key: by their market hours for as long as those reach, then by
 * their schedules. An asset made of several feeds is open while all of their markets are. Immutable; make a new one of a new
 * list at least each week, as hours change.
 */
public final class FeedCalendar implements MarketCalendar {
    private final Map<Bytes32, PriceFeed> feeds = new HashMap<>();
    private final Map<String, FeedRoute> routes;

    /**
     * The hours of the assets in {@code routes}.
     *
     * @param listed what {@code HermesClient.priceFeeds} gives; feeds of no route are left aside
     * @throws MalformedResponse if the id of a feed is none
     */
    public FeedCalendar(Collection<PriceFeed> listed, Map<String, ? extends FeedRoute> routes) {
        listed.forEach(feed -> feeds.put(feed.feed(), feed));
        this.routes = Map.copyOf(routes);
    }

    /** {@code UNKNOWN} also for an asset without a route, a feed that is not listed, and hours that cannot be read. */
    @Override
    public MarketStatus status(String asset, Instant at) {
        FeedRoute route = routes.get(asset);
        if (route == null) {
            return MarketStatus.UNKNOWN;
        }
        MarketStatus status = MarketStatus.OPEN;
        for (Bytes32 feed : route.feeds()) {
            MarketStatus part = status(feed, at);
            if (part == MarketStatus.CLOSED) {
                return part;
            }
            status = part == MarketStatus.UNKNOWN ? part : status;
        }
        return status;
    }

    private MarketStatus status(Bytes32 id, Instant at) {
        PriceFeed feed = feeds.get(id);
        if (feed == null) {
            return MarketStatus.UNKNOWN;
        }
        try {
            return feed.isOpen(at)
                    .map(open -> open ? MarketStatus.OPEN : MarketStatus.CLOSED)
                    .orElse(MarketStatus.UNKNOWN);
        } catch (MalformedResponse unreadable) {
            return MarketStatus.UNKNOWN;
        }
    }
}
