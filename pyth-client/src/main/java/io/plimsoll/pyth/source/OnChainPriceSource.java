package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.pyth.onchain.PricesAtBlock;
import io.plimsoll.pyth.onchain.PythContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prices that a Pyth contract has stored: no key is needed, one batch of calls for any number of assets, all after the same
 * block. They are as old as the last push, and as true as the endpoint that was asked: nothing is signed, so quotes carry no
 * attestation. Thread-safe.
 */
public final class OnChainPriceSource implements PriceSource {
    private final PythContract contract;
    private final Map<String, Bytes32> feeds;

    /**
     * Prices of the assets in {@code feeds}.
     *
     * @param feeds feed id of each asset's USD price
     */
    public OnChainPriceSource(PythContract contract, Map<String, Bytes32> feeds) {
        this.contract = contract;
        this.feeds = Map.copyOf(feeds);
    }

    @Override
    public String name() {
        return PythContract.SOURCE;
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        List<Bytes32> known =
                assets.stream().filter(feeds::containsKey).map(feeds::get).toList();
        Outcome<PricesAtBlock> answer = known.isEmpty()
                ? Outcome.failure(new NotFound(name(), "no feed id is configured for any of " + assets))
                : Outcome.of(() -> contract.prices(known));
        Map<String, Outcome<PriceQuote>> quotes = new LinkedHashMap<>();
        for (String asset : assets) {
            quotes.put(asset, quote(asset, answer));
        }
        return quotes;
    }

    private Outcome<PriceQuote> quote(String asset, Outcome<PricesAtBlock> answer) {
        Bytes32 feed = feeds.get(asset);
        if (feed == null) {
            return Outcome.failure(new NotFound(name(), "no feed id is configured for " + asset));
        }
        if (answer instanceof Outcome.Failure<PricesAtBlock> failure) {
            return Outcome.failure(failure.error());
        }
        return answer.orElseThrow()
                .of(feed)
                .map(price -> new PriceQuote(asset, price.price(), Optional.of(price.ema()), name(), Optional.empty()));
    }
}
