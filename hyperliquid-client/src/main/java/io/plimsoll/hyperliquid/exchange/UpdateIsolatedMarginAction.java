package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;

/**
 * Adds collateral to an isolated position, or takes some away.
 *
 * @param asset index of the market, see {@link AssetId}
 * @param isBuy ignored by the venue; true
 * @param ntli millionths of a USD; negative takes away
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("updateIsolatedMargin")
public record UpdateIsolatedMarginAction(long asset, boolean isBuy, long ntli) implements L1Action<Accepted> {
    /**
     * Moves collateral.
     *
     * @param usd negative takes away
     * @throws IllegalArgumentException if there are more than six decimals
     */
    public static UpdateIsolatedMarginAction of(AssetId asset, BigDecimal usd) {
        return new UpdateIsolatedMarginAction(asset.index(), true, Units.micro("usd", usd));
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
