package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Moves HYPE out of staking, after 7 days.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param wei 1 HYPE is 100 000 000
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("cWithdraw")
public record CWithdrawAction(String signatureChainId, String hyperliquidChain, long wei, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A withdrawal.
     */
    public static CWithdrawAction of(long wei) {
        return new CWithdrawAction(UserSignedAction.CHAIN_ID, "", wei, 0);
    }

    @Override
    public CWithdrawAction stamped(HyperliquidChain chain, long nonce) {
        return new CWithdrawAction(signatureChainId, chain.word(), wei, nonce);
    }

    @Override
    public CWithdrawAction withSignatureChainId(String chainId) {
        return new CWithdrawAction(chainId, hyperliquidChain, wei, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
