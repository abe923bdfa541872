package io.plimsoll.core.domain.incident;

import io.plimsoll.core.domain.alert.Severity;
import java.math.BigDecimal;

/**
 * How many incidents of a kind there were over some time.
 *
 * @param type of them
 * @param severity of them
 * @param incidents how many
 * @param amountsKnown of how many the amount is known
 * @param amount of those together, USD
 */
public record IncidentTotal(
        IncidentType type, Severity severity, long incidents, long amountsKnown, BigDecimal amount) {}
