package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code userRateLimit}: the budget of actions that an account earns by trading.
 *
 * @param cumVlm volume so far, USDC
 * @param nRequestsUsed so far
 * @param nRequestsCap what it may use: 10 000 and one per USDC traded
 * @param nRequestsSurplus bought beyond that; missing in older answers
 */
public record UserRateLimit(
        BigDecimal cumVlm,
        long nRequestsUsed,
        long nRequestsCap,
        @Nullable Long nRequestsSurplus) {

    /** Of one account. Weight 20. */
    public static InfoRequest<UserRateLimit> of(Address user) {
        return InfoRequest.of("userRateLimit", 20, new TypeReference<UserRateLimit>() {})
                .with("user", user.hex());
    }
}
