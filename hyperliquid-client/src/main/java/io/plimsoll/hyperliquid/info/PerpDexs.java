package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint {@code perpDexs}: the perp dexes of builders. The place in the list is the dex index of the asset ids; place 0,
 * the main dex, is null.
 */
public final class PerpDexs {
    private PerpDexs() {}

    /**
     * A builder's dex. Fields that came later than the endpoint may be missing.
     *
     * @param name short, prefix of its coins
     * @param fullName for people
     * @param deployer who runs it
     * @param oracleUpdater who sets its prices, if not the deployer
     * @param feeRecipient who earns its fees, if not the deployer
     * @param assetToStreamingOiCap open interest caps of its markets in USDC
     * @param subDeployers who may do what for the deployer
     * @param deployerFeeScale the deployer's fee, as a multiple of the venue's
     * @param lastDeployerFeeScaleChangeTime ISO time without zone, UTC
     * @param assetToFundingMultiplier factors on the funding rate; 1 where missing
     * @param assetToFundingInterestRate interest parts of the funding rate
     */
    public record Dex(
            String name,
            String fullName,
            String deployer,
            @Nullable String oracleUpdater,
            @Nullable String feeRecipient,
            @Nullable List<AssetNumber> assetToStreamingOiCap,
            @Nullable List<SubDeployer> subDeployers,
            @Nullable BigDecimal deployerFeeScale,
            @Nullable String lastDeployerFeeScaleChangeTime,
            @Nullable List<AssetNumber> assetToFundingMultiplier,
            @Nullable List<AssetNumber> assetToFundingInterestRate) {}

    /**
     * A pair on the wire.
     *
     * @param asset coin
     * @param value of it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record AssetNumber(String asset, BigDecimal value) {}

    /**
     * A pair on the wire.
     *
     * @param functionName what may be done
     * @param executors addresses that may
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record SubDeployer(String functionName, List<String> executors) {}

    /** All dexes. Weight 20. */
    public static InfoRequest<List<@Nullable Dex>> of() {
        return InfoRequest.withHoles("perpDexs", 20, new TypeReference<List<@Nullable Dex>>() {});
    }
}
