package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Ends an order that is worked off in slices.
 *
 * @param a index of the market, see {@link AssetId}
 * @param t id of the order
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("twapCancel")
public record TwapCancelAction(long a, long t) implements L1Action<CancelOutcome> {
    @Override
    public ResultType<CancelOutcome> resultType() {
        return ResultType.TWAP_CANCEL;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
