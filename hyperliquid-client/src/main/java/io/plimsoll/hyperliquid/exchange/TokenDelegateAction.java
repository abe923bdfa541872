package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Delegates staked HYPE to a validator, or takes it back; locked for a day.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param validator address
 * @param wei 1 HYPE is 100 000 000
 * @param isUndelegate true takes it back
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("tokenDelegate")
public record TokenDelegateAction(
        String signatureChainId, String hyperliquidChain, String validator, long wei, boolean isUndelegate, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A delegation.
     */
    public static TokenDelegateAction of(Address validator, long wei, boolean isUndelegate) {
        return new TokenDelegateAction(UserSignedAction.CHAIN_ID, "", validator.hex(), wei, isUndelegate, 0);
    }

    @Override
    public TokenDelegateAction stamped(HyperliquidChain chain, long nonce) {
        return new TokenDelegateAction(signatureChainId, chain.word(), validator, wei, isUndelegate, nonce);
    }

    @Override
    public TokenDelegateAction withSignatureChainId(String chainId) {
        return new TokenDelegateAction(chainId, hyperliquidChain, validator, wei, isUndelegate, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
