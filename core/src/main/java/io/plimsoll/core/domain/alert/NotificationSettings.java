package io.plimsoll.core.domain.alert;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * How a user wants to be told.
 *
 * @param user whose they are
 * @param enabled false: not at all
 * @param from least severity
 * @param sinks names of where to tell; their addresses and tokens are configuration
 * @param quiet how long the same is not repeated; whole seconds, not negative
 */
public record NotificationSettings(Address user, boolean enabled, Severity from, Set<String> sinks, Duration quiet) {

    public NotificationSettings {
        sinks = Set.copyOf(sinks);
        if (quiet.isNegative() || !quiet.equals(quiet.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("quiet must be whole seconds >= 0, got " + quiet);
        }
    }
}
