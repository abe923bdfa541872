package io.plimsoll.core.domain.alert;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * What a user wants to be told of a market. Whether it has been is its {@link AlertState}.
 *
 * @param id given by who creates it; not blank
 * @param user who wants it
 * @param coin market
 * @param condition what to wait for
 * @param target of the condition, in its unit
 * @param severity of what is told
 * @param sinks names of where to tell it
 * @param active false while the user has it switched off
 * @param created when
 */
public record MarketAlert(
        String id,
        Address user,
        String coin,
        AlertCondition condition,
        BigDecimal target,
        Severity severity,
        Set<String> sinks,
        boolean active,
        Instant created) {

    public MarketAlert {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an alert must have an id");
        }
        sinks = Set.copyOf(sinks);
    }
}
