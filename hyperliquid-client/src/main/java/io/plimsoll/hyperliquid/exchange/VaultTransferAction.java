package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Puts USDC into a vault, or takes some out. What was put in is locked for a day, in the protocol's own vault for four.
 *
 * @param vaultAddress address
 * @param isDeposit into the vault, else out of it
 * @param usd millionths
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("vaultTransfer")
public record VaultTransferAction(String vaultAddress, boolean isDeposit, long usd) implements L1Action<Accepted> {
    /**
     * A transfer.
     *
     * @throws IllegalArgumentException if {@code usd} is not positive or has more than six decimals
     */
    public static VaultTransferAction of(Address vault, boolean isDeposit, BigDecimal usd) {
        return new VaultTransferAction(vault.hex(), isDeposit, Units.positiveMicro("usd", usd));
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
