package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceRefused;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.price.Refusal;
import io.plimsoll.core.domain.price.RefusalReason;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prices of assets out of prices of feeds, by their routes. All feeds are asked for together, each once. Thread-safe.
 *
 * <p>A product has the publish time of its oldest part and the exact product of prices and confidences ({@link
 * OraclePrice#product}); its average is the product of the averages, where every part has one. It is attested only if every part
 * is, by the attestation with the fewest signatures. A part that is not above zero, or has an absurd exponent, is refused with
 * the reason that a policy would have given: two of them could make a product that looks sound.
 */
public final class PythPriceSource implements PriceSource {
    private final FeedPrices prices;
    private final Map<String, FeedRoute> routes;
    private final PricePolicy usualPolicy;

    /**
     * Prices of the assets in {@code routes}.
     *
     * @param prices where prices of feeds come from
     * @param routes how each asset's USD price is made of feeds
     * @param usualPolicy what may be asked of prices that come this way
     */
    public PythPriceSource(FeedPrices prices, Map<String, ? extends FeedRoute> routes, PricePolicy usualPolicy) {
        this.prices = prices;
        this.routes = Map.copyOf(routes);
        this.usualPolicy = usualPolicy;
    }

    @Override
    public String name() {
        return prices.name();
    }

    @Override
    public PricePolicy usualPolicy() {
        return usualPolicy;
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        Set<Bytes32> feeds = new LinkedHashSet<>();
        for (String asset : assets) {
            FeedRoute route = routes.get(asset);
            if (route != null) {
                feeds.addAll(route.feeds());
            }
        }
        Map<Bytes32, Outcome<FeedPrice>> answers = feeds.isEmpty() ? Map.of() : prices.latest(feeds);
        Map<String, Outcome<PriceQuote>> quotes = new LinkedHashMap<>();
        for (String asset : assets) {
            quotes.put(asset, Outcome.of(() -> quote(asset, answers)));
        }
        return quotes;
    }

    private PriceQuote quote(String asset, Map<Bytes32, Outcome<FeedPrice>> answers) {
        FeedRoute route = routes.get(asset);
        if (route == null) {
            throw new NotFound(name(), "no feed id is configured for " + asset);
        }
        List<FeedPrice> parts = new ArrayList<>();
        for (Bytes32 feed : route.feeds()) {
            Outcome<FeedPrice> answer = answers.get(feed);
            if (answer == null) {
                throw new MalformedResponse(name(), "says nothing of feed " + feed, null);
            }
            parts.add(answer.orElseThrow());
        }
        if (parts.size() == 1) {
            FeedPrice only = parts.get(0);
            return new PriceQuote(asset, only.price(), only.ema(), name(), only.attestation());
        }
        List<Refusal> refusals = parts.stream()
                .flatMap(part -> refusal(part.price()).stream())
                .sorted(Comparator.comparing(Refusal::reason))
                .toList();
        if (!refusals.isEmpty()) {
            throw new PriceRefused(name(), asset, refusals);
        }
        return new PriceQuote(
                asset,
                product(parts.stream().map(FeedPrice::price).toList()).orElseThrow(),
                ema(parts),
                name(),
                attestation(parts));
    }

    /** What speaks against a price as a factor and would not be seen in the product. */
    private static Optional<Refusal> refusal(OraclePrice factor) {
        if (!factor.isPlausible()) {
            return Optional.of(Refusal.of(
                    RefusalReason.EXPONENT_OUT_OF_RANGE,
                    BigDecimal.valueOf(factor.expo()),
                    BigDecimal.valueOf(OraclePrice.WIDEST_EXPONENT)));
        }
        return factor.mantissa() > 0
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalReason.NOT_POSITIVE, factor.value(), BigDecimal.ZERO));
    }

    private static Optional<OraclePrice> ema(List<FeedPrice> parts) {
        List<OraclePrice> averages = parts.stream()
                .flatMap(part -> part.ema().stream())
                .filter(average -> refusal(average).isEmpty())
                .toList();
        return averages.size() == parts.size() ? product(averages) : Optional.empty();
    }

    private static Optional<OraclePrice> product(List<OraclePrice> factors) {
        Optional<OraclePrice> product = Optional.of(factors.get(0));
        for (OraclePrice factor : factors.subList(1, factors.size())) {
            product = product.flatMap(before -> before.product(factor));
        }
        return product;
    }

    private static Optional<Attestation> attestation(List<FeedPrice> parts) {
        boolean every = parts.stream().allMatch(part -> part.attestation().isPresent());
        return every
                ? parts.stream()
                        .flatMap(part -> part.attestation().stream())
                        .reduce((a, b) -> b.signatures() < a.signatures() ? b : a)
                : Optional.empty();
    }
}
