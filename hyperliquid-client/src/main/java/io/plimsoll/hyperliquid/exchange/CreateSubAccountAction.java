package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.plimsoll.core.foundation.chain.Address;

/**
 * Creates a sub-account; the answer is its address.
 *
 * @param name 1 to 16 characters
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("createSubAccount")
public record CreateSubAccountAction(String name) implements L1Action<Address> {
    @Override
    public ResultType<Address> resultType() {
        return ResultType.ADDRESS;
    }
}
