package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Supplies, withdraws, borrows or repays a token.
 *
 * @param operation {@code supply}, {@code withdraw}, {@code repay} or {@code borrow}
 * @param token index
 * @param amount in units of the token; null for all
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("borrowLend")
public record BorrowLendAction(
        String operation,
        long token,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal amount) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
