package io.plimsoll.core.domain.price;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One reason against a price, with its numbers.
 *
 * @param reason code
 * @param measured what the price has, in the reason's unit; empty where there is nothing to measure
 * @param limit what the policy allows, in the same unit; as {@code measured}
 */
public record Refusal(RefusalReason reason, Optional<BigDecimal> measured, Optional<BigDecimal> limit) {

    /** A reason with its numbers. */
    public static Refusal of(RefusalReason reason, BigDecimal measured, BigDecimal limit) {
        return new Refusal(reason, Optional.of(measured), Optional.of(limit));
    }

    /** A reason without numbers. */
    public static Refusal of(RefusalReason reason) {
        return new Refusal(reason, Optional.empty(), Optional.empty());
    }

    /** For logs: {@code TOO_OLD 61 s, limit 60 s}. */
    @Override
    public String toString() {
        return reason
                + measured.map(number -> " " + number.toPlainString() + " " + reason.unit())
                        .orElse("")
                + limit.map(number -> ", limit " + number.toPlainString() + " " + reason.unit())
                        .orElse("");
    }
}
