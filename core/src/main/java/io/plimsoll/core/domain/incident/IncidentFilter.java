package io.plimsoll.core.domain.incident;

import io.plimsoll.core.domain.alert.Severity;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which incidents somebody wants to know of.
 *
 * @param atLeast least severity
 * @param types of these; empty: of all
 * @param amountFrom least amount, USD, inclusive; an incident of unknown amount is then left out. Empty: whatever amount
 */
public record IncidentFilter(Severity atLeast, Set<IncidentType> types, Optional<BigDecimal> amountFrom) {
    /** All of them. */
    public static final IncidentFilter ALL = new IncidentFilter(Severity.INFO, Set.of(), Optional.empty());

    public IncidentFilter {
        types = types.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(types));
    }

    /** Those of at least a severity. */
    public static IncidentFilter atLeast(Severity severity) {
        return new IncidentFilter(severity, Set.of(), Optional.empty());
    }

    /** Of these, those of some types. */
    public IncidentFilter of(Set<IncidentType> some) {
        return new IncidentFilter(atLeast, some, amountFrom);
    }

    /** Of these, those of at least an amount in USD. */
    public IncidentFilter from(BigDecimal amount) {
        return new IncidentFilter(atLeast, types, Optional.of(amount));
    }

    /** Whether an incident is one of them. */
    public boolean matches(Incident incident) {
        return incident.severity().compareTo(atLeast) >= 0
                && (types.isEmpty() || types.contains(incident.type()))
                && (amountFrom.isEmpty()
                        || incident.amount()
                                .filter(amount -> amount.compareTo(amountFrom.get()) >= 0)
                                .isPresent());
    }
}
