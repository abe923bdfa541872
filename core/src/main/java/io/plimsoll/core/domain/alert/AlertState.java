package io.plimsoll.core.domain.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * How a {@link MarketAlert} stands after it was last looked at.
 *
 * @param alert its id
 * @param armed whether it fires when its condition holds; false from firing until it is armed again
 * @param checked when it was looked at
 * @param value what its condition was compared with then; empty where it was not known
 * @param firings how often it has fired
 * @param fired when it fired last; empty as long as it has not
 */
public record AlertState(
        String alert,
        boolean armed,
        Instant checked,
        Optional<BigDecimal> value,
        long firings,
        Optional<Instant> fired) {

    public AlertState {
        if (firings < 0 || (firings == 0) != fired.isEmpty()) {
            throw new IllegalArgumentException(
                    "alert " + alert + " has fired " + firings + " times, last at " + fired + ": these must agree");
        }
    }
}
