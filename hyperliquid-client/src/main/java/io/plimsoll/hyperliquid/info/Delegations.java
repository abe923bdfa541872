package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code delegations}: the validators an account stakes with. */
public final class Delegations {
    private Delegations() {}

    /** By validator. Weight 20. */
    public static InfoRequest<List<Delegation>> of(Address user) {
        return InfoRequest.of("delegations", 20, new TypeReference<List<Delegation>>() {})
                .with("user", user.hex());
    }

    /**
     * A stake.
     *
     * @param validator address
     * @param amount HYPE
     * @param lockedUntilTimestamp milliseconds, until when it cannot be taken back
     */
    public record Delegation(String validator, BigDecimal amount, long lockedUntilTimestamp) {}
}
