package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Creates a vault; the answer is its address.
 *
 * @param name 3 to 50 characters
 * @param description 10 to 250 characters
 * @param initialUsd millionths, at least 100 USD
 * @param nonce milliseconds, equal to the nonce of the envelope; set when it is signed
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("createVault")
public record CreateVaultAction(String name, String description, long initialUsd, long nonce)
        implements L1Action<Address> {
    /**
     * A vault.
     *
     * @throws IllegalArgumentException if {@code initialUsd} is not positive or has more than six decimals
     */
    public static CreateVaultAction of(String name, String description, BigDecimal initialUsd) {
        return new CreateVaultAction(name, description, Units.positiveMicro("initialUsd", initialUsd), 0);
    }

    @Override
    public CreateVaultAction stamped(HyperliquidChain chain, long nonce) {
        return new CreateVaultAction(name, description, initialUsd, nonce);
    }

    @Override
    public ResultType<Address> resultType() {
        return ResultType.ADDRESS;
    }
}
