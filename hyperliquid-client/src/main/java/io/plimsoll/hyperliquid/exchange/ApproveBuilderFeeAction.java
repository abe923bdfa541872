package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Allows a builder to charge up to a fee.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param maxFeeRate with a percent sign: {@code 0.001%}
 * @param builder address
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("approveBuilderFee")
public record ApproveBuilderFeeAction(
        String signatureChainId, String hyperliquidChain, String maxFeeRate, String builder, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * An allowance in percent: 0.1 is a thousandth.
     */
    public static ApproveBuilderFeeAction of(Address builder, BigDecimal percent) {
        return new ApproveBuilderFeeAction(UserSignedAction.CHAIN_ID, "", Units.plain(percent) + "%", builder.hex(), 0);
    }

    @Override
    public ApproveBuilderFeeAction stamped(HyperliquidChain chain, long nonce) {
        return new ApproveBuilderFeeAction(signatureChainId, chain.word(), maxFeeRate, builder, nonce);
    }

    @Override
    public ApproveBuilderFeeAction withSignatureChainId(String chainId) {
        return new ApproveBuilderFeeAction(chainId, hyperliquidChain, maxFeeRate, builder, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
