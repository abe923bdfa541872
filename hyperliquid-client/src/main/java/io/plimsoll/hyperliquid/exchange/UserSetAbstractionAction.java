package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Sets where an account keeps its collateral.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param user address
 * @param abstraction {@code disabled}, {@code unifiedAccount} or {@code portfolioMargin}
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("userSetAbstraction")
public record UserSetAbstractionAction(
        String signatureChainId, String hyperliquidChain, String user, String abstraction, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A choice.
     */
    public static UserSetAbstractionAction of(Address user, String abstraction) {
        return new UserSetAbstractionAction(UserSignedAction.CHAIN_ID, "", user.hex(), abstraction, 0);
    }

    /** The word as one letter, as agents and multi-sig payloads carry it; the word itself if it has none. */
    String letter() {
        return switch (abstraction) {
            case "disabled" -> "i";
            case "unifiedAccount" -> "u";
            case "portfolioMargin" -> "p";
            default -> abstraction;
        };
    }

    @Override
    public UserSetAbstractionAction stamped(HyperliquidChain chain, long nonce) {
        return new UserSetAbstractionAction(signatureChainId, chain.word(), user, abstraction, nonce);
    }

    @Override
    public UserSetAbstractionAction withSignatureChainId(String chainId) {
        return new UserSetAbstractionAction(chainId, hyperliquidChain, user, abstraction, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
