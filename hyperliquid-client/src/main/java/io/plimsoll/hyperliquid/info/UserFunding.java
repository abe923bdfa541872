package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code userFunding}: funding paid and received by an account. */
public final class UserFunding {
    private UserFunding() {}

    /**
     * One page: the oldest 500 rows of a span, oldest first. Weight 20 and 1 per 20 rows.
     *
     * @param startTime milliseconds, inclusive; null for the venue's default
     * @param endTime milliseconds, inclusive; null for now
     */
    public static InfoRequest<List<Payment>> of(Address user, @Nullable Long startTime, @Nullable Long endTime) {
        return InfoRequest.of("userFunding", 20, new TypeReference<List<Payment>>() {})
                .with("user", user.hex())
                .with("startTime", startTime)
                .with("endTime", endTime)
                .surcharge(20, 500);
    }

    /**
     * Every row of a span. Weight as {@link #of} for each page.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     */
    public static Pages<Payment> pages(Address user, long startTime, @Nullable Long endTime) {
        return Pages.of((start, end) -> of(user, start, end), startTime, endTime, Payment::time);
    }

    /**
     * A funding payment.
     *
     * @param time milliseconds
     * @param hash all zeros since 2024
     * @param delta what was paid
     */
    public record Payment(long time, String hash, Delta delta) {}

    /**
     * What was paid.
     *
     * @param type {@code funding}
     * @param coin market
     * @param usdc received (+) or paid (−)
     * @param szi signed size at that time
     * @param fundingRate hourly
     * @param nSamples how many payments an aggregated row sums; null for a single one
     */
    public record Delta(
            String type,
            String coin,
            BigDecimal usdc,
            BigDecimal szi,
            BigDecimal fundingRate,
            @Nullable Integer nSamples) {}
}
