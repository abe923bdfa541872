package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Turns portfolio margin on or off.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param user address
 * @param enabled on or off
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("userPortfolioMargin")
public record UserPortfolioMarginAction(
        String signatureChainId, String hyperliquidChain, String user, boolean enabled, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A choice.
     */
    public static UserPortfolioMarginAction of(Address user, boolean enabled) {
        return new UserPortfolioMarginAction(UserSignedAction.CHAIN_ID, "", user.hex(), enabled, 0);
    }

    @Override
    public UserPortfolioMarginAction stamped(HyperliquidChain chain, long nonce) {
        return new UserPortfolioMarginAction(signatureChainId, chain.word(), user, enabled, nonce);
    }

    @Override
    public UserPortfolioMarginAction withSignatureChainId(String chainId) {
        return new UserPortfolioMarginAction(chainId, hyperliquidChain, user, enabled, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
