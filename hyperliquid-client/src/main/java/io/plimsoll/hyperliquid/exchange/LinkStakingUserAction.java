package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Links a trading account and a staking account, for the fee discount; both must do it.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param user address of the other one
 * @param isFinalize true for the second of the two
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("linkStakingUser")
public record LinkStakingUserAction(
        String signatureChainId, String hyperliquidChain, String user, boolean isFinalize, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A link.
     */
    public static LinkStakingUserAction of(Address user, boolean isFinalize) {
        return new LinkStakingUserAction(UserSignedAction.CHAIN_ID, "", user.hex(), isFinalize, 0);
    }

    @Override
    public LinkStakingUserAction stamped(HyperliquidChain chain, long nonce) {
        return new LinkStakingUserAction(signatureChainId, chain.word(), user, isFinalize, nonce);
    }

    @Override
    public LinkStakingUserAction withSignatureChainId(String chainId) {
        return new LinkStakingUserAction(chainId, hyperliquidChain, user, isFinalize, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
