package io.plimsoll.core.domain.market;

import java.math.BigDecimal;
import java.util.List;

/**
 * How much leverage a market allows at which position size.
 *
 * @param tiers ascending by lower bound, the first from 0; maxLeverage falls from tier to tier
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/trading/margin-tiers">margin tiers</a>
 */
public record MarginTable(List<MarginTier> tiers) {

    public MarginTable {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.get(0).lowerBound().signum() != 0) {
            throw new IllegalArgumentException("margin table must start with a tier from 0, got " + tiers);
        }
        for (int i = 1; i < tiers.size(); i++) {
            MarginTier below = tiers.get(i - 1);
            MarginTier tier = tiers.get(i);
            if (tier.lowerBound().compareTo(below.lowerBound()) <= 0 || tier.maxLeverage() > below.maxLeverage()) {
                throw new IllegalArgumentException(
                        "margin tiers must rise in lowerBound and not rise in maxLeverage, got " + tiers);
            }
        }
    }

    /** The table of a market without tiers. */
    public static MarginTable singleTier(int maxLeverage) {
        return new MarginTable(List.of(new MarginTier(BigDecimal.ZERO, maxLeverage)));
    }
}
