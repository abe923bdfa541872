package io.plimsoll.core.domain.incident;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What has come of an incident so far, as a person or a source noted it. It is apart from the incident, so that a detector
 * that tells the incident again does not undo it.
 *
 * @param incident id of it
 * @param status what came of it
 * @param recovered USD that came back so far, not negative; empty if it is not known
 * @param note in words; may be empty
 * @param at when it was noted
 */
public record Recovery(
        String incident, RecoveryStatus status, Optional<BigDecimal> recovered, String note, Instant at) {
    public Recovery {
        if (recovered.filter(value -> value.signum() < 0).isPresent()) {
            throw new IllegalArgumentException(
                    "what came back of incident " + incident + " must be >= 0, got " + recovered.get());
        }
    }
}
