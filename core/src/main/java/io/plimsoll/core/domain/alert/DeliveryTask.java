package io.plimsoll.core.domain.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert on its way to a sink, so that a restart forgets none. The alert's key and time and the sink are its identity.
 *
 * @param alert to be told
 * @param sink name of it
 * @param state how far it has come
 * @param attempts how often somebody has set out to tell it; with each the claims before it end
 * @param dueAt when somebody may try next; while it is claimed, when the claim ends; empty once settled
 * @param error why the last attempt failed; empty where none did
 * @param settledAt when it was settled; empty until then
 */
public record DeliveryTask(
        Alert alert,
        String sink,
        DeliveryState state,
        int attempts,
        Optional<Instant> dueAt,
        Optional<String> error,
        Optional<Instant> settledAt) {
    public DeliveryTask {
        if (state.settled() != settledAt.isPresent() || state.settled() == dueAt.isPresent()) {
            throw new IllegalArgumentException(
                    "a delivery is either settled or due, got " + state + ", due " + dueAt + ", settled " + settledAt);
        }
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts must be >= 0, got " + attempts);
        }
    }

    /** A new one, to be tried from {@code dueAt} on. */
    public static DeliveryTask pending(Alert alert, String sink, Instant dueAt) {
        return new DeliveryTask(
                alert, sink, DeliveryState.PENDING, 0, Optional.of(dueAt), Optional.empty(), Optional.empty());
    }

    /** One that was settled elsewhere, with one attempt if it was tried at all. */
    public static DeliveryTask settled(Delivery delivery) {
        DeliveryState state = DeliveryState.of(delivery.status());
        boolean tried = state == DeliveryState.SENT || state == DeliveryState.FAILED;
        return new DeliveryTask(
                delivery.alert(),
                delivery.sink(),
                state,
                tried ? 1 : 0,
                Optional.empty(),
                delivery.error(),
                Optional.of(delivery.time()));
    }

    /** This one in the hands of somebody new, until {@code until}. */
    public DeliveryTask claimed(Instant until) {
        return new DeliveryTask(
                alert, sink, DeliveryState.CLAIMED, attempts + 1, Optional.of(until), error, Optional.empty());
    }

    /** Whether somebody holds it, and it is who held it when {@code claim} was given. */
    public boolean isHeldBy(DeliveryTask claim) {
        return state == DeliveryState.CLAIMED && attempts == claim.attempts;
    }

    /** This one told. */
    public DeliveryTask sent(Instant at) {
        return new DeliveryTask(
                alert, sink, DeliveryState.SENT, attempts, Optional.empty(), Optional.empty(), Optional.of(at));
    }

    /** This one given up. */
    public DeliveryTask failed(String reason, Instant at) {
        return new DeliveryTask(
                alert, sink, DeliveryState.FAILED, attempts, Optional.empty(), Optional.of(reason), Optional.of(at));
    }

    /** This one to be tried again. */
    public DeliveryTask retrying(String reason, Instant again) {
        return new DeliveryTask(
                alert,
                sink,
                DeliveryState.RETRYING,
                attempts,
                Optional.of(again),
                Optional.of(reason),
                Optional.empty());
    }
}
