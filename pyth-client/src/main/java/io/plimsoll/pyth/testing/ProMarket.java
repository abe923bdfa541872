package io.plimsoll.pyth.testing;

import io.plimsoll.pyth.pro.ProFeed;
import io.plimsoll.pyth.pro.ProMarketSession;
import io.plimsoll.pyth.pro.ProPayload;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProSymbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the fake service knows: feeds, their present values, and what they were. Thread-safe. */
final class ProMarket {
    private static final int KEPT_MOMENTS = 100_000;

    private final Map<Long, ProSymbol> symbols = new TreeMap<>();
    private final Map<Long, EnumMap<ProProperty, Long>> values = new TreeMap<>();
    private final NavigableMap<Long, Map<Long, EnumMap<ProProperty, Long>>> moments = new TreeMap<>();

    synchronized void add(ProSymbol symbol) {
        symbols.put(symbol.pyth_lazer_id(), symbol);
        EnumMap<ProProperty, Long> fresh = new EnumMap<>(ProProperty.class);
        fresh.put(ProProperty.EXPONENT, (long) symbol.exponent());
        fresh.put(ProProperty.MARKET_SESSION, (long) ProMarketSession.REGULAR.id());
        fresh.put(ProProperty.PUBLISHER_COUNT, 0L);
        values.put(symbol.pyth_lazer_id(), fresh);
    }

    synchronized void set(long feedId, ProProperty property, OptionalLong value) {
        EnumMap<ProProperty, Long> feed = values.get(feedId);
        if (feed == null) {
            throw new IllegalArgumentException("feedId must be one of " + symbols.keySet() + ", got " + feedId);
        }
        if (value.isPresent()) {
            feed.put(property, value.getAsLong());
        } else {
            feed.remove(property);
        }
    }

    /** Keeps what is, as of a time; prices of open markets are made anew. */
    synchronized void moment(long timestampUs) {
        Map<Long, EnumMap<ProProperty, Long>> now = new TreeMap<>();
        values.forEach((id, feed) -> {
            Long session = feed.get(ProProperty.MARKET_SESSION);
            boolean closed = session != null && session == ProMarketSession.CLOSED.id();
            if (feed.containsKey(ProProperty.PRICE) && !closed) {
                feed.put(ProProperty.FEED_UPDATE_TIMESTAMP, timestampUs);
            }
            now.put(id, new EnumMap<>(feed));
        });
        moments.put(timestampUs, now);
        if (moments.size() > KEPT_MOMENTS) {
            moments.pollFirstEntry();
        }
    }

    synchronized Collection<ProSymbol> symbols() {
        return List.copyOf(symbols.values());
    }

    synchronized Optional<ProSymbol> find(long feedId) {
        return Optional.ofNullable(symbols.get(feedId));
    }

    synchronized Optional<ProSymbol> find(String symbol) {
        return symbols.values().stream()
                .filter(feed -> feed.symbol().equalsIgnoreCase(symbol))
                .findFirst();
    }

    /** The newest moment not after a time. */
    synchronized Optional<Long> momentAt(long timestampUs) {
        return Optional.ofNullable(moments.floorKey(timestampUs));
    }

    synchronized List<Long> momentsBetween(long fromUs, long toUs) {
        return List.copyOf(moments.subMap(fromUs, true, toUs, true).keySet());
    }

    synchronized OptionalLong value(long timestampUs, long feedId, ProProperty property) {
        Map<Long, EnumMap<ProProperty, Long>> moment = moments.get(timestampUs);
        EnumMap<ProProperty, Long> feed = moment == null ? null : moment.get(feedId);
        Long value = feed == null ? null : feed.get(property);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    synchronized ProPayload payload(long timestampUs, int channelId, List<Long> feedIds, List<ProProperty> properties) {
        List<ProFeed> feeds = new ArrayList<>();
        for (long id : feedIds) {
            List<ProFeed.Value> of = new ArrayList<>();
            for (ProProperty property : properties) {
                of.add(new ProFeed.Value(property, value(timestampUs, id, property)));
            }
            feeds.add(new ProFeed(id, of));
        }
        return new ProPayload(timestampUs, channelId, feeds);
    }
}
