package io.plimsoll.core.domain.price;

import io.plimsoll.core.foundation.error.Outcome;
import java.util.Map;
import java.util.Set;

/** Where USD prices come from. */
public interface PriceSource {
    /** The name that its quotes and errors carry. */
    String name();

    /**
     * What may be asked of its prices, given how it is made: how old they get, whether they are signed. For whoever has no
     * policy of his own; the strictest unless the source says otherwise.
     */
    default PricePolicy usualPolicy() {
        return PricePolicy.MAJORS;
    }

    /**
     * The latest price of each asset. Blocks until all answers are there. The answer has one outcome for every asset
     * that was asked for: a source that is down fails each of them, it does not throw.
     *
     * @param assets such as {@code BTC}
     */
    Map<String, Outcome<PriceQuote>> latest(Set<String> assets);
}
