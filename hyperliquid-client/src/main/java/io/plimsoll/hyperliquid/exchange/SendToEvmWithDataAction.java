package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Sends a token to a contract of the HyperEVM, or on to another chain, with data for the receiver.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param token name
 * @param amount in units of the token
 * @param sourceDex name of the dex it leaves
 * @param destinationRecipient address in that encoding
 * @param addressEncoding {@code hex} or {@code base58}
 * @param destinationChainId number
 * @param gasLimit there
 * @param data hexadecimal, {@code 0x} for none
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("sendToEvmWithData")
public record SendToEvmWithDataAction(
        String signatureChainId,
        String hyperliquidChain,
        String token,
        BigDecimal amount,
        String sourceDex,
        String destinationRecipient,
        String addressEncoding,
        long destinationChainId,
        long gasLimit,
        String data,
        long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A transfer to an address of an EVM chain.
     */
    public static SendToEvmWithDataAction of(
            String token,
            BigDecimal amount,
            String sourceDex,
            Address recipient,
            long destinationChainId,
            long gasLimit,
            String data) {
        return new SendToEvmWithDataAction(
                UserSignedAction.CHAIN_ID,
                "",
                token,
                Units.positive("amount", amount),
                sourceDex,
                recipient.hex(),
                "hex",
                destinationChainId,
                gasLimit,
                data,
                0);
    }

    @Override
    public SendToEvmWithDataAction stamped(HyperliquidChain chain, long nonce) {
        return new SendToEvmWithDataAction(
                signatureChainId,
                chain.word(),
                token,
                amount,
                sourceDex,
                destinationRecipient,
                addressEncoding,
                destinationChainId,
                gasLimit,
                data,
                nonce);
    }

    @Override
    public SendToEvmWithDataAction withSignatureChainId(String chainId) {
        return new SendToEvmWithDataAction(
                chainId,
                hyperliquidChain,
                token,
                amount,
                sourceDex,
                destinationRecipient,
                addressEncoding,
                destinationChainId,
                gasLimit,
                data,
                nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
