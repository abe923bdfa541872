package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code delegatorHistory}: what an account did with its staking balance. */
public final class DelegatorHistory {
    private DelegatorHistory() {}

    /** Newest first. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<Event>> of(Address user) {
        return InfoRequest.of("delegatorHistory", 20, new TypeReference<List<Event>>() {})
                .with("user", user.hex())
                .surcharge(20, 2000);
    }

    /**
     * A change.
     *
     * @param time milliseconds
     * @param hash of the transaction
     * @param delta what changed
     */
    public record Event(long time, String hash, Delta delta) {}

    /** What changed: told by the field that is there. Amounts are HYPE. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = Unknown.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(Delegate.class),
        @JsonSubTypes.Type(CDeposit.class),
        @JsonSubTypes.Type(Withdrawal.class)
    })
    public sealed interface Delta {}

    /**
     * To or from a validator.
     *
     * @param delegate what moved
     */
    public record Delegate(Delegated delegate) implements Delta {}

    /**
     * What went to or from a validator.
     *
     * @param validator address
     * @param amount moved
     * @param isUndelegate true: taken back
     */
    public record Delegated(String validator, BigDecimal amount, boolean isUndelegate) {}

    /**
     * From spot to the staking balance.
     *
     * @param cDeposit what moved
     */
    public record CDeposit(Deposited cDeposit) implements Delta {}

    /**
     * What went to the staking balance.
     *
     * @param amount moved
     */
    public record Deposited(BigDecimal amount) {}

    /**
     * From the staking balance to spot.
     *
     * @param withdrawal what moved
     */
    public record Withdrawal(Withdrawn withdrawal) implements Delta {}

    /**
     * What went to spot.
     *
     * @param amount moved
     * @param phase {@code initiated} or {@code finalized}; an open set
     */
    public record Withdrawn(BigDecimal amount, String phase) {}

    /**
     * A kind that is newer than this library.
     *
     * @param json whole
     */
    public record Unknown(@JsonValue RawJson json) implements Delta {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}
    }
}
