package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Sets where the account keeps its collateral, signed by an agent.
 *
 * @param abstraction {@code i} for none, {@code u} unified, {@code p} portfolio margin
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("agentSetAbstraction")
public record AgentSetAbstractionAction(String abstraction) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
