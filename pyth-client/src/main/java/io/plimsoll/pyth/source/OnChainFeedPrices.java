package io.plimsoll.pyth.source;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.pyth.onchain.PricesAtBlock;
import io.plimsoll.pyth.onchain.PythContract;
import io.plimsoll.pyth.onchain.PythDeployment;
import io.plimsoll.pyth.onchain.PythDeployment.Generation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prices that a Pyth contract has stored: no key is needed, one batch of calls for any number of feeds, all after the same
 * block. They are as old as the last push, and as true as the endpoint that was asked: nothing is signed, so there is no
 * attestation. Thread-safe.
 */
public final class OnChainFeedPrices implements FeedPrices {
    private final PythContract contract;
    private final String name;

    /** What {@code contract} has stored. */
    public OnChainFeedPrices(PythContract contract) {
        this.contract = contract;
        PythDeployment deployment = contract.deployment();
        name = PythContract.SOURCE + "-" + deployment.chainId()
                + (deployment.generation() == Generation.UPGRADED ? "-upgraded" : "");
    }

    /** {@code pyth-onchain-999}, or {@code pyth-onchain-999-upgraded}: one may stand in for the other. */
    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<Bytes32, Outcome<FeedPrice>> latest(Set<Bytes32> feeds) {
        if (feeds.isEmpty()) {
            return Map.of();
        }
        Outcome<PricesAtBlock> answer = Outcome.of(() -> contract.prices(feeds));
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        for (Bytes32 feed : feeds) {
            prices.put(
                    feed,
                    Outcome.of(() -> answer.orElseThrow().of(feed).orElseThrow())
                            .map(stored ->
                                    new FeedPrice(feed, stored.price(), Optional.of(stored.ema()), Optional.empty())));
        }
        return prices;
    }
}
