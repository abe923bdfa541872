package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code spotClearinghouseState}: token balances of an account.
 *
 * @param balances by token
 * @param evmEscrows tokens on their way to or from the HyperEVM
 * @param portfolioMarginEnabled true for accounts in portfolio margin
 * @param portfolioMarginRatio (total − available after maintenance) / total; liquidation begins above 0.95
 * @param tokenToPortfolioBorrowRatio of what is borrowed; portfolio margin only
 * @param tokenToPortfolioSupplyRatio of what is supplied; portfolio margin only
 * @param tokenToAvailableAfterMaintenance only where spot balances carry the perp margin
 */
public record SpotClearinghouseState(
        List<Balance> balances,
        @Nullable List<Escrow> evmEscrows,
        @Nullable Boolean portfolioMarginEnabled,
        @Nullable BigDecimal portfolioMarginRatio,
        @Nullable List<TokenAmount> tokenToPortfolioBorrowRatio,
        @Nullable List<TokenAmount> tokenToPortfolioSupplyRatio,
        @Nullable List<TokenAmount> tokenToAvailableAfterMaintenance) {

    /**
     * A token balance.
     *
     * @param coin symbol; {@code +N} or {@code oN} for outcomes
     * @param token spot index; may be missing for outcomes
     * @param total held or not
     * @param hold by orders and margin
     * @param entryNtl cost in USDC
     * @param spotHold part of {@code hold} that spot orders hold
     * @param ltv loan to value as collateral; portfolio margin only
     * @param borrowed owed; portfolio margin only
     * @param supplied lent; portfolio margin only
     */
    public record Balance(
            String coin,
            @Nullable Integer token,
            BigDecimal total,
            BigDecimal hold,
            @Nullable BigDecimal entryNtl,
            @Nullable BigDecimal spotHold,
            @Nullable BigDecimal ltv,
            @Nullable BigDecimal borrowed,
            @Nullable BigDecimal supplied) {}

    /**
     * Tokens in escrow.
     *
     * @param coin symbol
     * @param token spot index
     * @param total amount
     */
    public record Escrow(String coin, int token, BigDecimal total) {}

    /**
     * A pair on the wire.
     *
     * @param token spot index
     * @param amount of it, or a ratio
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TokenAmount(int token, BigDecimal amount) {}

    /** Of one account. Weight 2. */
    public static InfoRequest<SpotClearinghouseState> of(Address user) {
        return InfoRequest.of("spotClearinghouseState", 2, new TypeReference<SpotClearinghouseState>() {})
                .with("user", user.hex());
    }
}
