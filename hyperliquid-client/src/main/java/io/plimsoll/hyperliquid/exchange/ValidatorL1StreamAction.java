package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;

/**
 * A validator's vote on the risk-free rate.
 *
 * @param riskFreeRate fraction: 0.05 is 5 %
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("validatorL1Stream")
public record ValidatorL1StreamAction(BigDecimal riskFreeRate) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
