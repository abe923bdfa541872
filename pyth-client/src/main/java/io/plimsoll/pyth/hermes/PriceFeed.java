package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A feed in the answer to {@code /v2/price_feeds}.
 *
 * @param id 64 hex digits
 * @param attributes by name, such as {@code symbol}, {@code asset_type}, {@code base}, {@code quote_currency}, {@code
 *     description}, {@code schedule}, {@code min_channel}; servers have different ones
 * @param market_hours whether its market is open; null on servers from before August 2026, which have a {@code schedule}
 */
public record PriceFeed(
        String id,
        Map<String, @Nullable String> attributes,
        @Nullable MarketHours market_hours) {
    /** Copies the attributes; those without a value are left out. */
    public PriceFeed {
        Map<String, @Nullable String> present = new TreeMap<>(attributes);
        present.values().removeIf(Objects::isNull);
        attributes = Collections.unmodifiableMap(present);
    }

    /**
     * The feed to ask prices of.
     *
     * @throws MalformedResponse if the id is none
     */
    public Bytes32 feed() {
        try {
            return Bytes32.parse(id);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(HermesClient.SOURCE, "feed: " + e.getMessage(), e);
        }
    }

    /** An attribute, if the feed has it. */
    public Optional<String> find(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** Such as {@code Crypto.BTC/USD}; empty if the server does not say. */
    public String symbol() {
        return find("symbol").orElse("");
    }

    /** Such as {@code Crypto}; empty if the server does not say. */
    public String assetType() {
        return find("asset_type").orElse("");
    }

    /**
     * The week of its market, if the server says.
     *
     * @throws MalformedResponse if it says it in a way that cannot be read
     */
    public Optional<MarketSchedule> schedule() {
        try {
            return find("schedule").map(MarketSchedule::parse);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(HermesClient.SOURCE, "schedule of " + symbol() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether its market is open, by {@code market_hours} for as long as they reach, else by the schedule; empty if the server
     * says neither.
     *
     * @throws MalformedResponse if the schedule is needed and cannot be read
     */
    public Optional<Boolean> isOpen(Instant at) {
        return Optional.ofNullable(market_hours)
                .flatMap(hours -> hours.isOpen(at))
                .or(() -> schedule().map(week -> week.isOpen(at)));
    }
}
