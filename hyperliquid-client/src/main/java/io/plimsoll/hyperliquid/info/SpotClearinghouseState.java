package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code spotClearinghouseState}.
 *
 * @param balances by token
 * @param portfolioMarginEnabled true for accounts in portfolio margin
 * @param portfolioMarginRatio as the venue computes it
 * @param tokenToAvailableAfterMaintenance only where spot balances carry the perp margin
 */
public record SpotClearinghouseState(
        List<Balance> balances,
        @Nullable Boolean portfolioMarginEnabled,
        @Nullable BigDecimal portfolioMarginRatio,
        @Nullable List<TokenAmount> tokenToAvailableAfterMaintenance) {

    /**
     * A token balance.
     *
     * @param coin symbol; {@code +N} for outcomes
     * @param token spot index; missing for outcomes
     * @param total held or not
     * @param hold by orders and margin
     * @param entryNtl cost in USDC
     */
    public record Balance(
            String coin,
            @Nullable Integer token,
            BigDecimal total,
            BigDecimal hold,
            @Nullable BigDecimal entryNtl) {}

    /**
     * A pair on the wire.
     *
     * @param token spot index
     * @param amount of it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TokenAmount(int token, BigDecimal amount) {}
}
