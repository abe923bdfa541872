package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.pyth.pro.ProEvent;
import io.plimsoll.pyth.pro.ProFeed;
import io.plimsoll.pyth.pro.ProListener;
import io.plimsoll.pyth.pro.ProStream;
import io.plimsoll.pyth.pro.ProSubscription;
import io.plimsoll.pyth.pro.ProSymbol;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * The newest price of each feed that a Pyth Pro stream has told: its listener. Prices whose signature was not checked are not
 * given out. Subscribe with {@link ProSubscription#prices}, which asks for all that a price needs; a price's time is when it was
 * made, so that a market that is closed, whose last price is repeated, grows old. Does not block. Thread-safe.
 */
public final class ProFeedPrices implements FeedPrices, ProListener {
    /** How much later than its update a price may claim to be made; they are stamped by different machines. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Map<Bytes32, Long> numbers;
    private final Map<Long, Bytes32> feeds;
    private final ConcurrentMap<Bytes32, FeedPrice> newest = new ConcurrentHashMap<>();

    /**
     * Nothing yet.
     *
     * @param numbers Pyth Pro's number of each feed, by its id in Pyth Core; see {@link #numbers}
     * @throws IllegalArgumentException if two feeds have the same number
     */
    public ProFeedPrices(Map<Bytes32, Long> numbers) {
        this.numbers = Map.copyOf(numbers);
        if (Set.copyOf(numbers.values()).size() != numbers.size()) {
            throw new IllegalArgumentException("each feed must have its own number, got " + numbers);
        }
        this.feeds = this.numbers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /**
     * The numbers of the feeds that Pyth Core has, too, by the catalogue of Pyth Pro; feeds that are not {@code stable} and ids
     * that cannot be read are left out.
     */
    public static Map<Bytes32, Long> numbers(Collection<ProSymbol> catalogue) {
        Map<Bytes32, Long> numbers = new HashMap<>();
        for (ProSymbol symbol : catalogue) {
            if (symbol.isStable()) {
                symbol.coreId().ifPresent(feed -> numbers.put(feed, symbol.pyth_lazer_id()));
            }
        }
        return numbers;
    }

    @Override
    public String name() {
        return ProStream.SOURCE;
    }

    @Override
    public void onEvent(ProEvent event) {
        if (event instanceof ProEvent.Update update) {
            update.attestation().ifPresent(attestation -> take(update, attestation));
        }
    }

    private void take(ProEvent.Update update, Attestation attestation) {
        // a price of far ahead would keep out all that follow
        Instant latest = update.payload().timestamp().plus(AHEAD);
        for (ProFeed told : update.payload().feeds()) {
            Bytes32 feed = feeds.get(told.feedId());
            Optional<OraclePrice> price = update.payload().price(told.feedId());
            if (feed != null && price.isPresent() && !price.get().publishTime().isAfter(latest)) {
                newest.merge(
                        feed,
                        new FeedPrice(feed, price.get(), update.payload().ema(told.feedId()), Optional.of(attestation)),
                        ProFeedPrices::newer);
            }
        }
    }

    /** Several subscriptions may tell of the same feed. */
    private static FeedPrice newer(FeedPrice known, FeedPrice told) {
        return told.price().publishTime().isBefore(known.price().publishTime()) ? known : told;
    }

    @Override
    public Map<Bytes32, Outcome<FeedPrice>> latest(Set<Bytes32> asked) {
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        asked.forEach(feed -> prices.put(feed, Outcome.of(() -> latest(feed))));
        return prices;
    }

    private FeedPrice latest(Bytes32 feed) {
        FeedPrice price = newest.get(feed);
        if (price != null) {
            return price;
        }
        Long number = numbers.get(feed);
        if (number == null) {
            throw new NotFound(name(), "no number of Pyth Pro is configured for feed " + feed);
        }
        throw new Unusable(name(), "the stream has told no price of feed " + feed + " (" + number + ") yet");
    }
}
