package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;

/**
 * Answer to {@code borrowLendReserveState}: one reserve of the lending pool.
 *
 * @param borrowYearlyRate what borrowers pay, 0.05 is 5 %
 * @param supplyYearlyRate what suppliers earn
 * @param balance of the reserve that is not lent, in the token
 * @param utilization lent part, 0 to 1
 * @param oraclePx price in USD
 * @param ltv what may be borrowed on 1 of collateral; 0 for tokens that are none
 * @param totalSupplied in the token
 * @param totalBorrowed in the token
 */
public record BorrowLendReserveState(
        BigDecimal borrowYearlyRate,
        BigDecimal supplyYearlyRate,
        BigDecimal balance,
        BigDecimal utilization,
        BigDecimal oraclePx,
        BigDecimal ltv,
        BigDecimal totalSupplied,
        BigDecimal totalBorrowed) {

    /** The reserve of a token, by its spot index. Weight 20. */
    public static InfoRequest<BorrowLendReserveState> of(int token) {
        return InfoRequest.of("borrowLendReserveState", 20, new TypeReference<BorrowLendReserveState>() {})
                .with("token", token);
    }
}
