package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Sends a spot token to another account of the venue.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param destination address
 * @param token name and id: {@code PURR:0x…}
 * @param amount in units of the token
 * @param time milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("spotSend")
public record SpotSendAction(
        String signatureChainId,
        String hyperliquidChain,
        String destination,
        String token,
        BigDecimal amount,
        long time)
        implements UserSignedAction<Accepted> {
    /**
     * A transfer.
     */
    public static SpotSendAction of(Address destination, String token, BigDecimal amount) {
        return new SpotSendAction(
                UserSignedAction.CHAIN_ID, "", destination.hex(), token, Units.positive("amount", amount), 0);
    }

    @Override
    public SpotSendAction stamped(HyperliquidChain chain, long nonce) {
        return new SpotSendAction(signatureChainId, chain.word(), destination, token, amount, nonce);
    }

    @Override
    public SpotSendAction withSignatureChainId(String chainId) {
        return new SpotSendAction(chainId, hyperliquidChain, destination, token, amount, time);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
