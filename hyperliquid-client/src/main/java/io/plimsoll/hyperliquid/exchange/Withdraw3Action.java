package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Withdraws USDC to the same address on Arbitrum; costs 1 USDC and takes some minutes.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param destination address
 * @param amount of USDC
 * @param time milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("withdraw3")
public record Withdraw3Action(
        String signatureChainId, String hyperliquidChain, String destination, BigDecimal amount, long time)
        implements UserSignedAction<Accepted> {
    /**
     * A withdrawal.
     */
    public static Withdraw3Action of(Address destination, BigDecimal amount) {
        return new Withdraw3Action(
                UserSignedAction.CHAIN_ID, "", destination.hex(), Units.positive("amount", amount), 0);
    }

    @Override
    public Withdraw3Action stamped(HyperliquidChain chain, long nonce) {
        return new Withdraw3Action(signatureChainId, chain.word(), destination, amount, nonce);
    }

    @Override
    public Withdraw3Action withSignatureChainId(String chainId) {
        return new Withdraw3Action(chainId, hyperliquidChain, destination, amount, time);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
