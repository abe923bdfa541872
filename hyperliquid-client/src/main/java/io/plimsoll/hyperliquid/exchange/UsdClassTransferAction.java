package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Moves USDC between the spot and the perp account.
 *
 * @param signatureChainId chain id of the wallet, hexadecimal; any that the wallet is on
 * @param hyperliquidChain {@code Mainnet} or {@code Testnet}; set when it is signed
 * @param amount of USDC; for a sub-account followed by {@code subaccount:} and its address
 * @param toPerp to the perp account, else to the spot account
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("usdClassTransfer")
public record UsdClassTransferAction(
        String signatureChainId, String hyperliquidChain, String amount, boolean toPerp, long nonce)
        implements UserSignedAction<Accepted> {
    /**
     * A transfer of the account itself.
     */
    public static UsdClassTransferAction of(BigDecimal amount, boolean toPerp) {
        return new UsdClassTransferAction(
                UserSignedAction.CHAIN_ID, "", Units.plain(Units.positive("amount", amount)), toPerp, 0);
    }

    /**
     * A transfer of a sub-account.
     */
    public static UsdClassTransferAction of(BigDecimal amount, boolean toPerp, Address subAccount) {
        return new UsdClassTransferAction(
                UserSignedAction.CHAIN_ID,
                "",
                Units.plain(Units.positive("amount", amount)) + " subaccount:" + subAccount.hex(),
                toPerp,
                0);
    }

    @Override
    public UsdClassTransferAction stamped(HyperliquidChain chain, long nonce) {
        return new UsdClassTransferAction(signatureChainId, chain.word(), amount, toPerp, nonce);
    }

    @Override
    public UsdClassTransferAction withSignatureChainId(String chainId) {
        return new UsdClassTransferAction(chainId, hyperliquidChain, amount, toPerp, nonce);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
