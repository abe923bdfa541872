package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Collection;

/**
 * Makes this account one that several keys sign for, or an ordinary one again.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param signers JSON: addresses, sorted, and threshold; {@code null} for an ordinary account
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("convertToMultiSigUser")
public record ConvertToMultiSigUserAction(String signatureChainId, String hyperliquidChain, String signers, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * An account of several keys.
     *
     * @param threshold how many must sign
     */
    public static ConvertToMultiSigUserAction of(Collection<Address> authorizedUsers, int threshold) {
        return new ConvertToMultiSigUserAction(
                UserSignedAction.CHAIN_ID, "", MultiSigUsers.text(authorizedUsers, threshold), 0);
    }

    /** An ordinary account again. */
    public static ConvertToMultiSigUserAction back() {
        return new ConvertToMultiSigUserAction(UserSignedAction.CHAIN_ID, "", "null", 0);
    }

    @Override
    public ConvertToMultiSigUserAction stamped(HyperliquidChain chain, long nonce) {
        return new ConvertToMultiSigUserAction(signatureChainId, chain.word(), signers, nonce);
    }

    @Override
    public ConvertToMultiSigUserAction withSignatureChainId(String chainId) {
        return new ConvertToMultiSigUserAction(chainId, hyperliquidChain, signers, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
