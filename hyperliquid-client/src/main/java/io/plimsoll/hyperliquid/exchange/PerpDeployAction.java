package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the deployer of a dex of perps (HIP-3) does; exactly one component is there.
 *
 * @param registerAsset2 a new market
 * @param registerAsset a new market, older form
 * @param setOracle oracle and mark prices
 * @param setFundingMultipliers factors of funding by coin, sorted
 * @param setFundingInterestRates interest per 8 hours by coin, sorted, within ±0.01
 * @param setFundingClamps how far per 8 hours funding may go from the premium towards the interest by coin, sorted, 0 to 0.01
 * @param haltTrading stops or resumes a market
 * @param setMarginTableIds margin tables by coin, sorted
 * @param insertMarginTable a new margin table
 * @param setFeeRecipient who gets the fees
 * @param setOpenInterestCaps caps of open interest by coin, sorted
 * @param setSubDeployers who may do what besides
 * @param setMarginModes {@code strictIsolated}, {@code noCross} or {@code normal} by coin, sorted
 * @param setDeployerFees fees by coin, sorted
 * @param setFeeScale factor of fees, older form
 * @param setGrowthModes growth mode by coin, sorted, older form
 * @param setPerpAnnotation texts about a market
 * @param disableDex name of the dex to close
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("perpDeploy")
public record PerpDeployAction(
        @Nullable RegisterAsset2 registerAsset2,
        @Nullable RegisterAsset registerAsset,
        @Nullable SetOracle setOracle,
        @Nullable List<NamedDecimal> setFundingMultipliers,
        @Nullable List<NamedDecimal> setFundingInterestRates,
        @Nullable List<NamedDecimal> setFundingClamps,
        @Nullable HaltTrading haltTrading,
        @Nullable List<NamedInteger> setMarginTableIds,
        @Nullable InsertMarginTable insertMarginTable,
        @Nullable SetFeeRecipient setFeeRecipient,
        @Nullable List<OpenInterestCap> setOpenInterestCaps,
        @Nullable SetSubDeployers setSubDeployers,
        @Nullable List<NamedText> setMarginModes,
        @Nullable List<NamedDeployerFee> setDeployerFees,
        @Nullable SetFeeScale setFeeScale,
        @Nullable List<NamedFlag> setGrowthModes,
        @Nullable SetPerpAnnotation setPerpAnnotation,
        @Nullable String disableDex)
        implements L1Action<Accepted> {
    public PerpDeployAction {
        Variants.requireOne(
                "perpDeploy",
                registerAsset2,
                registerAsset,
                setOracle,
                setFundingMultipliers,
                setFundingInterestRates,
                setFundingClamps,
                haltTrading,
                setMarginTableIds,
                insertMarginTable,
                setFeeRecipient,
                setOpenInterestCaps,
                setSubDeployers,
                setMarginModes,
                setDeployerFees,
                setFeeScale,
                setGrowthModes,
                setPerpAnnotation,
                disableDex);
        setFundingMultipliers = copy(setFundingMultipliers);
        setFundingInterestRates = copy(setFundingInterestRates);
        setFundingClamps = copy(setFundingClamps);
        setMarginTableIds = copy(setMarginTableIds);
        setOpenInterestCaps = copy(setOpenInterestCaps);
        setMarginModes = copy(setMarginModes);
        setDeployerFees = copy(setDeployerFees);
        setGrowthModes = copy(setGrowthModes);
    }

    private static <T> @Nullable List<T> copy(@Nullable List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    /**
     * A new market.
     *
     * @param maxGas most to pay, in wei; null for the price of the auction now
     * @param assetRequest the market
     * @param dex name
     * @param schema of a dex that is created with it
     */
    public record RegisterAsset2(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long maxGas,

            AssetRequest2 assetRequest,
            String dex,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            DexSchema schema) {}

    /**
     * The market.
     *
     * @param coin with the dex in front: {@code test:ABC}
     * @param szDecimals decimals of a size
     * @param oraclePx first oracle price
     * @param marginTableId number
     * @param marginMode {@code strictIsolated}, {@code noCross} or {@code normal}
     */
    public record AssetRequest2(
            String coin, int szDecimals, BigDecimal oraclePx, long marginTableId, String marginMode) {}

    /**
     * A new market, older form.
     *
     * @param maxGas most to pay, in wei; null for the price of the auction now
     * @param assetRequest the market
     * @param dex name
     * @param schema of a dex that is created with it
     */
    public record RegisterAsset(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long maxGas,

            AssetRequest assetRequest,
            String dex,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            DexSchema schema) {}

    /**
     * The market, older form.
     *
     * @param coin with the dex in front
     * @param szDecimals decimals of a size
     * @param oraclePx first oracle price
     * @param marginTableId number
     * @param onlyIsolated whether positions never share collateral
     */
    public record AssetRequest(
            String coin, int szDecimals, BigDecimal oraclePx, long marginTableId, boolean onlyIsolated) {}

    /**
     * A new dex.
     *
     * @param fullName shown
     * @param collateralToken index
     * @param oracleUpdater address; null for the deployer
     */
    public record DexSchema(
            String fullName,
            long collateralToken,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String oracleUpdater) {}

    /**
     * Oracle and mark prices. Each list is sorted by coin; {@link #of} sorts.
     *
     * @param dex name
     * @param oraclePxs oracle prices
     * @param markPxs lists of mark prices, of which the venue takes a median
     * @param externalPerpPxs prices elsewhere, from which marks may not go far
     */
    public record SetOracle(
            String dex,
            List<NamedDecimal> oraclePxs,
            List<List<NamedDecimal>> markPxs,
            List<NamedDecimal> externalPerpPxs) {
        public SetOracle {
            oraclePxs = List.copyOf(oraclePxs);
            markPxs = markPxs.stream().map(List::copyOf).toList();
            externalPerpPxs = List.copyOf(externalPerpPxs);
        }

        /** The lists sorted as the venue wants them. */
        public static SetOracle of(
                String dex,
                Map<String, BigDecimal> oraclePxs,
                List<? extends Map<String, BigDecimal>> markPxs,
                Map<String, BigDecimal> externalPerpPxs) {
            return new SetOracle(
                    dex,
                    NamedDecimal.sorted(oraclePxs),
                    markPxs.stream().map(NamedDecimal::sorted).toList(),
                    NamedDecimal.sorted(externalPerpPxs));
        }
    }

    /**
     * A decimal of a coin.
     *
     * @param coin with the dex in front
     * @param value in the unit of the list
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record NamedDecimal(String coin, BigDecimal value) {
        /** In the order of coins, as the venue wants it. */
        public static List<NamedDecimal> sorted(Map<String, BigDecimal> values) {
            return values.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new NamedDecimal(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    /**
     * An integer of a coin.
     *
     * @param coin with the dex in front
     * @param value in the unit of the list
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record NamedInteger(String coin, long value) {}

    /**
     * A word of a coin.
     *
     * @param coin with the dex in front
     * @param value of the list's vocabulary
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record NamedText(String coin, String value) {}

    /**
     * A switch of a coin.
     *
     * @param coin with the dex in front
     * @param value on or off
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record NamedFlag(String coin, boolean value) {}

    /**
     * A cap of open interest.
     *
     * @param coin with the dex in front
     * @param notional in quote units; null removes the cap
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record OpenInterestCap(
            String coin,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long notional) {}

    /**
     * The fees of a coin.
     *
     * @param coin with the dex in front
     * @param fee what the deployer takes
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record NamedDeployerFee(String coin, DeployerFee fee) {}

    /**
     * What a deployer takes of each trade.
     *
     * @param scale times the fee of the venue, 0 to 3; below 10 in growth mode
     * @param growthMode whether all fees of the market are cut by 90 %
     */
    public record DeployerFee(BigDecimal scale, boolean growthMode) {}

    /**
     * Stops or resumes a market.
     *
     * @param coin with the dex in front
     * @param isHalted true stops it
     */
    public record HaltTrading(String coin, boolean isHalted) {}

    /**
     * A new margin table.
     *
     * @param dex name
     * @param marginTable the table
     */
    public record InsertMarginTable(String dex, Table marginTable) {}

    /**
     * The table.
     *
     * @param description shown
     * @param marginTiers at most 3, from small to large positions
     */
    public record Table(String description, List<Tier> marginTiers) {
        public Table {
            marginTiers = List.copyOf(marginTiers);
        }
    }

    /**
     * A tier of the table.
     *
     * @param lowerBound notional from which it holds
     * @param maxLeverage 1 to 50
     */
    public record Tier(long lowerBound, int maxLeverage) {}

    /**
     * Who gets the fees.
     *
     * @param dex name
     * @param feeRecipient address
     */
    public record SetFeeRecipient(String dex, String feeRecipient) {}

    /**
     * Who may do what besides the deployer.
     *
     * @param dex name
     * @param subDeployers changes
     */
    public record SetSubDeployers(String dex, List<SubDeployer> subDeployers) {
        public SetSubDeployers {
            subDeployers = List.copyOf(subDeployers);
        }
    }

    /**
     * One change.
     *
     * @param variant name of a component of this action
     * @param user address
     * @param allowed true gives the right, false takes it
     */
    public record SubDeployer(String variant, String user, boolean allowed) {}

    /**
     * Factor of fees.
     *
     * @param dex name
     * @param scale 0 to 3
     */
    public record SetFeeScale(String dex, BigDecimal scale) {}

    /**
     * Texts about a market.
     *
     * @param coin with the dex in front
     * @param category at most 15 characters
     * @param description at most 400 characters
     * @param displayName instead of the coin; null for none
     * @param keywords for search
     */
    public record SetPerpAnnotation(
            String coin,
            String category,
            String description,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String displayName,

            List<String> keywords) {
        public SetPerpAnnotation {
            keywords = List.copyOf(keywords);
        }
    }

    /** A new market. */
    public static PerpDeployAction ofRegisterAsset2(RegisterAsset2 registerAsset2) {
        return new PerpDeployAction(
                registerAsset2,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A new market, older form. */
    public static PerpDeployAction ofRegisterAsset(RegisterAsset registerAsset) {
        return new PerpDeployAction(
                null,
                registerAsset,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Oracle and mark prices. */
    public static PerpDeployAction ofSetOracle(SetOracle setOracle) {
        return new PerpDeployAction(
                null, null, setOracle, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    /** Factors of funding by coin, sorted. */
    public static PerpDeployAction ofSetFundingMultipliers(List<NamedDecimal> setFundingMultipliers) {
        return new PerpDeployAction(
                null,
                null,
                null,
                setFundingMultipliers,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Interest per 8 hours by coin, sorted, within ±0.01. */
    public static PerpDeployAction ofSetFundingInterestRates(List<NamedDecimal> setFundingInterestRates) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                setFundingInterestRates,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** How far per 8 hours funding may go from the premium towards the interest by coin, sorted, 0 to 0.01. */
    public static PerpDeployAction ofSetFundingClamps(List<NamedDecimal> setFundingClamps) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                setFundingClamps,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Stops or resumes a market. */
    public static PerpDeployAction ofHaltTrading(HaltTrading haltTrading) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                haltTrading,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Margin tables by coin, sorted. */
    public static PerpDeployAction ofSetMarginTableIds(List<NamedInteger> setMarginTableIds) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setMarginTableIds,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A new margin table. */
    public static PerpDeployAction ofInsertMarginTable(InsertMarginTable insertMarginTable) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                insertMarginTable,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Who gets the fees. */
    public static PerpDeployAction ofSetFeeRecipient(SetFeeRecipient setFeeRecipient) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setFeeRecipient,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Caps of open interest by coin, sorted. */
    public static PerpDeployAction ofSetOpenInterestCaps(List<OpenInterestCap> setOpenInterestCaps) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setOpenInterestCaps,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Who may do what besides. */
    public static PerpDeployAction ofSetSubDeployers(SetSubDeployers setSubDeployers) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setSubDeployers,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** {@code strictIsolated}, {@code noCross} or {@code normal} by coin, sorted. */
    public static PerpDeployAction ofSetMarginModes(List<NamedText> setMarginModes) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setMarginModes,
                null,
                null,
                null,
                null,
                null);
    }

    /** Fees by coin, sorted. */
    public static PerpDeployAction ofSetDeployerFees(List<NamedDeployerFee> setDeployerFees) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setDeployerFees,
                null,
                null,
                null,
                null);
    }

    /** Factor of fees, older form. */
    public static PerpDeployAction ofSetFeeScale(SetFeeScale setFeeScale) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setFeeScale,
                null,
                null,
                null);
    }

    /** Growth mode by coin, sorted, older form. */
    public static PerpDeployAction ofSetGrowthModes(List<NamedFlag> setGrowthModes) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setGrowthModes,
                null,
                null);
    }

    /** Texts about a market. */
    public static PerpDeployAction ofSetPerpAnnotation(SetPerpAnnotation setPerpAnnotation) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                setPerpAnnotation,
                null);
    }

    /** Name of the dex to close. */
    public static PerpDeployAction ofDisableDex(String disableDex) {
        return new PerpDeployAction(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                disableDex);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
