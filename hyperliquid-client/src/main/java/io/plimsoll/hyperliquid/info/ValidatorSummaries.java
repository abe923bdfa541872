package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code validatorSummaries}: every validator. */
public final class ValidatorSummaries {
    private ValidatorSummaries() {}

    /**
     * A validator.
     *
     * @param validator address
     * @param signer address that signs for it
     * @param name for people
     * @param description for people
     * @param nRecentBlocks blocks it made lately
     * @param stake HYPE · 10⁸ delegated to it
     * @param isJailed barred for misbehaviour
     * @param unjailableAfter milliseconds; null if it is not jailed
     * @param isActive takes part in consensus
     * @param commission part of the rewards that it keeps, 0 to 1
     * @param stats by period: {@code day}, {@code week}, {@code month}
     */
    public record Validator(
            String validator,
            String signer,
            String name,
            String description,
            long nRecentBlocks,
            long stake,
            boolean isJailed,
            @Nullable Long unjailableAfter,
            boolean isActive,
            BigDecimal commission,
            List<PeriodStats> stats) {}

    /**
     * A pair on the wire.
     *
     * @param period {@code day}, {@code week} or {@code month}
     * @param stats of it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record PeriodStats(String period, Stats stats) {}

    /**
     * How a validator did.
     *
     * @param uptimeFraction 0 to 1
     * @param predictedApr yearly reward of a delegator, 0.02 is 2 %
     * @param nSamples they are taken from
     */
    public record Stats(BigDecimal uptimeFraction, BigDecimal predictedApr, long nSamples) {}

    /** All of them. Weight 20. */
    public static InfoRequest<List<Validator>> of() {
        return InfoRequest.of("validatorSummaries", 20, new TypeReference<List<Validator>>() {});
    }
}
