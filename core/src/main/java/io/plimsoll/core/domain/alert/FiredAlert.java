package io.plimsoll.core.domain.alert;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * A {@link MarketAlert} that fired, and what came of telling it. One alert fires at most once at a time.
 *
 * @param id of the market alert
 * @param user who wanted it
 * @param coin market
 * @param value what met the condition
 * @param alert what was told, with the time of firing
 * @param deliveries what came of it at each sink, at most one for each; put in order of the sinks' names; empty until it was told
 */
public record FiredAlert(
        String id, Address user, String coin, BigDecimal value, Alert alert, List<Delivery> deliveries) {

    public FiredAlert {
        deliveries =
                deliveries.stream().sorted(Comparator.comparing(Delivery::sink)).toList();
        if (deliveries.stream().anyMatch(delivery -> !delivery.alert().equals(alert))) {
            throw new IllegalArgumentException("deliveries of alert " + id + " must be of what was told");
        }
        if (deliveries.stream().map(Delivery::sink).distinct().count() < deliveries.size()) {
            throw new IllegalArgumentException("alert " + id + " must have one delivery for each sink");
        }
    }

    /** Whether somebody was told. */
    public boolean isTold() {
        return deliveries.stream().anyMatch(delivery -> delivery.status() == Delivery.Status.SENT);
    }
}
