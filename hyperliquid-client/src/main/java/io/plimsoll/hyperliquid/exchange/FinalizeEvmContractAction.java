package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Confirms that a contract of the HyperEVM and a spot token are one; sent by the contract's deployer.
 *
 * @param token index
 * @param input how the deployer shows that it is one
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("finalizeEvmContract")
public record FinalizeEvmContractAction(long token, EvmContractProof input) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
