package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;

/**
 * Moves a spot token between master and sub-account.
 *
 * @param subAccountUser address
 * @param isDeposit into the sub-account, else out of it
 * @param token name and id: {@code PURR:0x…}
 * @param amount in units of the token
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("subAccountSpotTransfer")
public record SubAccountSpotTransferAction(String subAccountUser, boolean isDeposit, String token, BigDecimal amount)
        implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
