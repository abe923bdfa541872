package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Funds the backstop liquidator of a builder's dex, or takes funds back.
 *
 * @param dex name
 * @param ntl millionths of the quote token, a multiple of 1000 tokens
 * @param isDeposit into the liquidator, else out of it
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("hip3LiquidatorTransfer")
public record Hip3LiquidatorTransferAction(String dex, long ntl, boolean isDeposit) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
