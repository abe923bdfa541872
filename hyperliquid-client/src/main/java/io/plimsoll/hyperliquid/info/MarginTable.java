package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code marginTable}, and part of {@link Meta}: how leverage falls with the size of a position.
 *
 * @param description for people
 * @param marginTiers ascending by lower bound
 */
public record MarginTable(@Nullable String description, List<Tier> marginTiers) {

    /**
     * A margin tier.
     *
     * @param lowerBound notional in USDC from which it holds
     * @param maxLeverage in this tier
     */
    public record Tier(BigDecimal lowerBound, int maxLeverage) {}

    /** A table of the main dex. Weight 20. */
    public static InfoRequest<MarginTable> of(int id) {
        return of(id, null);
    }

    /** A table of a builder's dex; null for the main one. Weight 20. */
    public static InfoRequest<MarginTable> of(int id, @Nullable String dex) {
        return InfoRequest.of("marginTable", 20, new TypeReference<MarginTable>() {})
                .with("id", id)
                .with("dex", dex);
    }
}
