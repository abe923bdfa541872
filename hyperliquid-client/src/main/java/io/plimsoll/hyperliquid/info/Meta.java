package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code meta}.
 *
 * @param universe perp markets; the place in the list is the asset id, delisted ones keep theirs
 * @param marginTables tables that the markets' table ids of 50 and above point to
 * @param collateralToken spot token index of the margin currency; 0 is USDC
 */
public record Meta(
        List<Asset> universe,
        @Nullable List<MarginTableEntry> marginTables,
        @Nullable Integer collateralToken) {

    /**
     * A perp market.
     *
     * @param name coin
     * @param szDecimals decimals of a size
     * @param maxLeverage of the first margin tier
     * @param marginTableId below 50: one tier of that leverage; from 50: the table of that id
     * @param onlyIsolated no cross margin
     * @param isDelisted no longer traded
     * @param marginMode {@code strictIsolated} or {@code noCross}
     */
    public record Asset(
            String name,
            int szDecimals,
            int maxLeverage,
            @Nullable Integer marginTableId,
            @Nullable Boolean onlyIsolated,
            @Nullable Boolean isDelisted,
            @Nullable String marginMode) {}

    /**
     * A pair on the wire.
     *
     * @param id of the table
     * @param table itself
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record MarginTableEntry(int id, Table table) {}

    /**
     * A margin table.
     *
     * @param description for people
     * @param marginTiers ascending by lower bound
     */
    public record Table(@Nullable String description, List<Tier> marginTiers) {}

    /**
     * A margin tier.
     *
     * @param lowerBound notional in USDC from which it holds
     * @param maxLeverage in this tier
     */
    public record Tier(BigDecimal lowerBound, int maxLeverage) {}
}
