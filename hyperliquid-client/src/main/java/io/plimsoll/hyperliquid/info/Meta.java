package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
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
     * @param growthMode {@code enabled} while fees are reduced
     * @param lastGrowthModeChangeTime ISO time without zone, UTC
     */
    public record Asset(
            String name,
            int szDecimals,
            int maxLeverage,
            @Nullable Integer marginTableId,
            @Nullable Boolean onlyIsolated,
            @Nullable Boolean isDelisted,
            @Nullable String marginMode,
            @Nullable String growthMode,
            @Nullable String lastGrowthModeChangeTime) {}

    /**
     * A pair on the wire.
     *
     * @param id of the table
     * @param table itself
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record MarginTableEntry(int id, MarginTable table) {}

    /** Of the main dex. Weight 20. */
    public static InfoRequest<Meta> of() {
        return of(null);
    }

    /** Of a builder's dex; null for the main one. Weight 20. */
    public static InfoRequest<Meta> of(@Nullable String dex) {
        return InfoRequest.of("meta", 20, new TypeReference<Meta>() {}).with("dex", dex);
    }
}
