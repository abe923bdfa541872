package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A source that says what it was told to say, or behaves as badly as it was told to. */
final class FakePrices implements PriceSource {
    /** No average, no signature; 60 s; bounds are the price itself. */
    static final PricePolicy POLICY = PricePolicy.VENUE_ORACLE
            .change()
            .maxAge(Duration.ofSeconds(60))
            .confidenceMultiple(BigDecimal.ZERO)
            .toleranceBps(BigDecimal.ZERO)
            .build();

    private final String name;
    private final InstantSource clock;
    private final Map<String, PriceQuote> quotes = new ConcurrentHashMap<>();
    private final List<Set<String>> questions = new CopyOnWriteArrayList<>();
    private volatile Function<Set<String>, Map<String, Outcome<PriceQuote>>> behaviour = this::answer;

    FakePrices(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    FakePrices says(String asset, String price) {
        return says(asset, price, Duration.ZERO);
    }

    FakePrices says(String asset, String price, Duration age) {
        BigDecimal value = new BigDecimal(price);
        BigInteger mantissa = value.unscaledValue();
        quotes.put(
                asset,
                new PriceQuote(
                        asset,
                        new OraclePrice(
                                mantissa.longValueExact(),
                                -value.scale(),
                                0,
                                clock.instant().minus(age)),
                        Optional.empty(),
                        name,
                        Optional.empty()));
        return this;
    }

    FakePrices behaves(Function<Set<String>, Map<String, Outcome<PriceQuote>>> badly) {
        behaviour = badly;
        return this;
    }

    FakePrices behavesAgain() {
        return behaves(this::answer);
    }

    Map<String, Outcome<PriceQuote>> answer(Set<String> assets) {
        Map<String, Outcome<PriceQuote>> answers = new HashMap<>();
        for (String asset : assets) {
            PriceQuote quote = quotes.get(asset);
            answers.put(
                    asset,
                    quote == null
                            ? Outcome.failure(new NotFound(name, "does not know " + asset))
                            : Outcome.success(quote));
        }
        return answers;
    }

    List<Set<String>> questions() {
        return questions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PricePolicy usualPolicy() {
        return POLICY;
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        questions.add(assets);
        return behaviour.apply(assets);
    }
}
