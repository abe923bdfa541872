package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Moves USDC between the perp accounts of master and sub-account.
 *
 * @param subAccountUser address
 * @param isDeposit into the sub-account, else out of it
 * @param usd millionths
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("subAccountTransfer")
public record SubAccountTransferAction(String subAccountUser, boolean isDeposit, long usd)
        implements L1Action<Accepted> {
    /**
     * A transfer.
     *
     * @throws IllegalArgumentException if {@code usd} is not positive or has more than six decimals
     */
    public static SubAccountTransferAction of(Address subAccount, boolean isDeposit, BigDecimal usd) {
        return new SubAccountTransferAction(subAccount.hex(), isDeposit, Units.positiveMicro("usd", usd));
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
