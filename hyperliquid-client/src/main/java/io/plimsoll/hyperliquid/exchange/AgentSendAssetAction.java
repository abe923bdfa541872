package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Moves a token between dexes or sub-accounts of the same owner, signed by an agent.
 *
 * @param destination address; must be the one it comes from
 * @param sourceDex name of the dex it leaves: empty for the main one, {@code spot}
 * @param destinationDex name of the dex it enters
 * @param token name and id
 * @param amount in units of the token
 * @param fromSubAccount address, or empty for the account itself
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("agentSendAsset")
public record AgentSendAssetAction(
        String destination,
        String sourceDex,
        String destinationDex,
        String token,
        BigDecimal amount,
        String fromSubAccount,
        long nonce)
        implements L1Action<Accepted> {
    /** A transfer. */
    public static AgentSendAssetAction of(
            Address destination, String sourceDex, String destinationDex, String token, BigDecimal amount) {
        return new AgentSendAssetAction(destination.hex(), sourceDex, destinationDex, token, amount, "", 0);
    }

    @Override
    public AgentSendAssetAction stamped(HyperliquidChain chain, long nonce) {
        return new AgentSendAssetAction(destination, sourceDex, destinationDex, token, amount, fromSubAccount, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
