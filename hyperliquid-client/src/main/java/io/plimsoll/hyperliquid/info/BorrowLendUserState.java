package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code borrowLendUserState}: what an account has lent and borrowed.
 *
 * @param tokenToState by token
 * @param health {@code healthy}, {@code atRisk}, {@code marketLiquidatable}, {@code backstopLiquidatable}; an open set
 * @param healthFactor null without a debt
 */
public record BorrowLendUserState(
        List<TokenState> tokenToState,
        String health,
        @Nullable BigDecimal healthFactor) {

    /**
     * A pair on the wire.
     *
     * @param token spot index
     * @param state of that token
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TokenState(int token, State state) {}

    /**
     * Both sides of one token.
     *
     * @param borrow owed
     * @param supply lent
     */
    public record State(Amount borrow, Amount supply) {}

    /**
     * An amount that grows with interest.
     *
     * @param basis without interest
     * @param value with interest
     */
    public record Amount(BigDecimal basis, BigDecimal value) {}

    /** Of one account. Weight 20. */
    public static InfoRequest<BorrowLendUserState> of(Address user) {
        return InfoRequest.of("borrowLendUserState", 20, new TypeReference<BorrowLendUserState>() {})
                .with("user", user.hex());
    }
}
