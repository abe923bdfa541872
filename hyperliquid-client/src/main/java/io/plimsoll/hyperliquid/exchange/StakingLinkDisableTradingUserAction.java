package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Ends the link to a trading account.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param tradingUser address
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("stakingLinkDisableTradingUser")
public record StakingLinkDisableTradingUserAction(
        String signatureChainId, String hyperliquidChain, String tradingUser, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * An end.
     */
    public static StakingLinkDisableTradingUserAction of(Address tradingUser) {
        return new StakingLinkDisableTradingUserAction(UserSignedAction.CHAIN_ID, "", tradingUser.hex(), 0);
    }

    @Override
    public StakingLinkDisableTradingUserAction stamped(HyperliquidChain chain, long nonce) {
        return new StakingLinkDisableTradingUserAction(signatureChainId, chain.word(), tradingUser, nonce);
    }

    @Override
    public StakingLinkDisableTradingUserAction withSignatureChainId(String chainId) {
        return new StakingLinkDisableTradingUserAction(chainId, hyperliquidChain, tradingUser, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
