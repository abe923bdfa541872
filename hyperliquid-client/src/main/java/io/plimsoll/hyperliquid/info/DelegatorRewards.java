package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code delegatorRewards}: what staking has earned an account. */
public final class DelegatorRewards {
    private DelegatorRewards() {}

    /** Of one account. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<Reward>> of(Address user) {
        return InfoRequest.of("delegatorRewards", 20, new TypeReference<List<Reward>>() {})
                .with("user", user.hex())
                .surcharge(20, 2000);
    }

    /**
     * A reward.
     *
     * @param time milliseconds
     * @param source {@code delegation} or {@code commission}; an open set
     * @param totalAmount HYPE
     */
    public record Reward(long time, String source, BigDecimal totalAmount) {}
}
