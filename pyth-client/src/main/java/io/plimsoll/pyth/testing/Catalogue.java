package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.MarketHours;
import io.plimsoll.pyth.hermes.PriceFeed;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The list of feeds of a fake Hermes. A feed that nobody described is a coin that trades around the clock. Thread-safe. */
final class Catalogue {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FeedBook book;
    private final Map<Bytes32, PriceFeed> described = new ConcurrentHashMap<>();

    Catalogue(FeedBook book) {
        this.book = book;
    }

    void describe(PriceFeed feed) {
        described.put(feed.feed(), feed);
    }

    /** In lower case, as refusals say it. */
    String assetType(Bytes32 feed) {
        return lower(row(feed).assetType());
    }

    /** The rows whose symbol has {@code query} in it and whose type is {@code assetType}, of either case. */
    ArrayNode json(Optional<String> query, Optional<String> assetType) {
        SortedSet<Bytes32> feeds = new TreeSet<>(book.feeds());
        feeds.addAll(described.keySet());
        ArrayNode rows = JSON.arrayNode();
        feeds.stream()
                .map(this::row)
                .filter(row -> query.map(text -> lower(row.symbol()).contains(lower(text)))
                        .orElse(true))
                .filter(row -> assetType
                        .map(type -> lower(row.assetType()).equals(lower(type)))
                        .orElse(true))
                .forEach(row -> rows.add(json(row)));
        return rows;
    }

    private PriceFeed row(Bytes32 feed) {
        return Optional.ofNullable(described.get(feed)).orElseGet(() -> coin(feed));
    }

    private PriceFeed coin(Bytes32 feed) {
        String base = feed.digits().substring(0, 8).toUpperCase(Locale.ROOT);
        return new PriceFeed(
                feed.digits(),
                Map.of(
                        "asset_type",
                        "Crypto",
                        "base",
                        base,
                        "description",
                        base + " / US DOLLAR",
                        "display_symbol",
                        base + "/USD",
                        "quote_currency",
                        "USD",
                        "schedule",
                        "America/New_York;O,O,O,O,O,O,O;",
                        "symbol",
                        "Crypto." + base + "/USD"),
                new MarketHours(book.isOpen(feed), null, null));
    }

    private static ObjectNode json(PriceFeed feed) {
        ObjectNode row = JSON.objectNode().put("id", feed.id());
        ObjectNode attributes = row.putObject("attributes");
        feed.attributes().forEach(attributes::put);
        MarketHours hours = feed.market_hours();
        if (hours != null) {
            row.putObject("market_hours")
                    .put("is_open", hours.is_open())
                    .put("next_open", hours.next_open())
                    .put("next_close", hours.next_close());
        }
        return row;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
