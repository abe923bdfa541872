package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Sets margin mode and leverage of a market.
 *
 * @param asset index of the market, see {@link AssetId}
 * @param isCross whether its position shares the account's collateral
 * @param leverage at least 1
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("updateLeverage")
public record UpdateLeverageAction(long asset, boolean isCross, int leverage) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
