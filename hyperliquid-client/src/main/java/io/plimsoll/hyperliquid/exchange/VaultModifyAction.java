package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Changes the terms of a vault that this account leads.
 *
 * @param vaultAddress address
 * @param allowDeposits null leaves it
 * @param alwaysCloseOnWithdraw whether positions are closed in proportion when somebody withdraws; null leaves it
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("vaultModify")
public record VaultModifyAction(
        String vaultAddress,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Boolean allowDeposits,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Boolean alwaysCloseOnWithdraw)
        implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
