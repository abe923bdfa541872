package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Sends a token between accounts, dexes and sub-accounts.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param destination address
 * @param sourceDex name of the dex it leaves: empty for the main one, {@code spot}
 * @param destinationDex name of the dex it enters
 * @param token name and id
 * @param amount in units of the token
 * @param fromSubAccount address, or empty for the account itself
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("sendAsset")
public record SendAssetAction(
        String signatureChainId,
        String hyperliquidChain,
        String destination,
        String sourceDex,
        String destinationDex,
        String token,
        BigDecimal amount,
        String fromSubAccount,
        long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A transfer from the account itself.
     */
    public static SendAssetAction of(
            Address destination, String sourceDex, String destinationDex, String token, BigDecimal amount) {
        return new SendAssetAction(
                UserSignedAction.CHAIN_ID,
                "",
                destination.hex(),
                sourceDex,
                destinationDex,
                token,
                Units.positive("amount", amount),
                "",
                0);
    }

    @Override
    public SendAssetAction stamped(HyperliquidChain chain, long nonce) {
        return new SendAssetAction(
                signatureChainId,
                chain.word(),
                destination,
                sourceDex,
                destinationDex,
                token,
                amount,
                fromSubAccount,
                nonce);
    }

    @Override
    public SendAssetAction withSignatureChainId(String chainId) {
        return new SendAssetAction(
                chainId,
                hyperliquidChain,
                destination,
                sourceDex,
                destinationDex,
                token,
                amount,
                fromSubAccount,
                nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
