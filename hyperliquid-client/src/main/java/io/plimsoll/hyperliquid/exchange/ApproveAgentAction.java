package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets another key sign actions of this account that move no funds out of it.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param agentAddress address of the key; never one that was an agent before
 * @param agentName at most 16 characters, with {@code  valid_until <ms>} behind it for an end; empty or null for the unnamed agent
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("approveAgent")
public record ApproveAgentAction(
        String signatureChainId,
        String hyperliquidChain,
        String agentAddress,
        @Nullable String agentName,
        long nonce) implements UserSignedAction<Accepted> {
    /**
     * The unnamed agent; it replaces the one before.
     */
    public static ApproveAgentAction of(Address agent) {
        return new ApproveAgentAction(UserSignedAction.CHAIN_ID, "", agent.hex(), "", 0);
    }

    /**
     * A named agent; it replaces the one of that name.
     *
     * @throws IllegalArgumentException if the name is empty or longer than 16 characters
     */
    public static ApproveAgentAction of(Address agent, String name) {
        return new ApproveAgentAction(UserSignedAction.CHAIN_ID, "", agent.hex(), AgentName.of(name), 0);
    }

    /**
     * A named agent with an end.
     */
    public static ApproveAgentAction of(Address agent, String name, Instant validUntil) {
        return new ApproveAgentAction(UserSignedAction.CHAIN_ID, "", agent.hex(), AgentName.of(name, validUntil), 0);
    }

    @Override
    public ApproveAgentAction stamped(HyperliquidChain chain, long nonce) {
        return new ApproveAgentAction(signatureChainId, chain.word(), agentAddress, agentName, nonce);
    }

    @Override
    public ApproveAgentAction withSignatureChainId(String chainId) {
        return new ApproveAgentAction(chainId, hyperliquidChain, agentAddress, agentName, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
