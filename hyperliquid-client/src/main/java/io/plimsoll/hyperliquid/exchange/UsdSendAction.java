package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Sends USDC of the perp account to another account of the venue.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param destination address
 * @param amount of USDC
 * @param time milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("usdSend")
public record UsdSendAction(
        String signatureChainId, String hyperliquidChain, String destination, BigDecimal amount, long time)
        implements UserSignedAction<Accepted> {
    /**
     * A transfer.
     */
    public static UsdSendAction of(Address destination, BigDecimal amount) {
        return new UsdSendAction(UserSignedAction.CHAIN_ID, "", destination.hex(), Units.positive("amount", amount), 0);
    }

    @Override
    public UsdSendAction stamped(HyperliquidChain chain, long nonce) {
        return new UsdSendAction(signatureChainId, chain.word(), destination, amount, nonce);
    }

    @Override
    public UsdSendAction withSignatureChainId(String chainId) {
        return new UsdSendAction(chainId, hyperliquidChain, destination, amount, time);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
