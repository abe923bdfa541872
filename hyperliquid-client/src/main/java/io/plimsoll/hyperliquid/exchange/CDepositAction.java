package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Moves HYPE from the spot account into staking.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param wei 1 HYPE is 100 000 000
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("cDeposit")
public record CDepositAction(String signatureChainId, String hyperliquidChain, long wei, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A deposit.
     */
    public static CDepositAction of(long wei) {
        return new CDepositAction(UserSignedAction.CHAIN_ID, "", wei, 0);
    }

    @Override
    public CDepositAction stamped(HyperliquidChain chain, long nonce) {
        return new CDepositAction(signatureChainId, chain.word(), wei, nonce);
    }

    @Override
    public CDepositAction withSignatureChainId(String chainId) {
        return new CDepositAction(chainId, hyperliquidChain, wei, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
