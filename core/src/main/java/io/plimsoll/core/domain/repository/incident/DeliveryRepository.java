package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts on their way to sinks, so that a restart forgets none. Several workers may take from it: each claims what nobody else
 * has, tells it, and says what came of it. Who dies with a claim loses it when it ends; who comes back after that is told that
 * it is no longer theirs. An alert may so be told twice, never not at all. The workers' clocks must agree to within a small part
 * of the time for which they claim. Implementations are thread-safe; each call is one transaction.
 */
public interface DeliveryRepository {
    /** Adds what is to be told; what is there already stays as it is. Says how many were new. */
    int add(Collection<DeliveryTask> tasks);

    /** Stores what came of telling alerts elsewhere, in place of what was stored of them. */
    void settle(Collection<Delivery> deliveries);

    /** Stores what came of one, as a dispatcher's log: {@link #settle(Collection)}. */
    default void settle(Delivery delivery) {
        settle(List.of(delivery));
    }

    /**
     * Takes some of what is due at {@code now}, the longest due first; they are the caller's until {@code now + hold}. Never
     * gives the same to two callers within that time.
     *
     * @param limit how many at most, from 1 to 1000
     */
    List<DeliveryTask> claim(int limit, Instant now, Duration hold);

    /** Says that a claimed one was told; false if the claim has passed to somebody else. */
    boolean sent(DeliveryTask claimed, Instant at);

    /** Says that a claimed one is given up; false if the claim has passed to somebody else. */
    boolean failed(DeliveryTask claimed, String reason, Instant at);

    /** Says that a claimed one failed and is to be tried again; false if the claim has passed to somebody else. */
    boolean retry(DeliveryTask claimed, String reason, Instant again);

    /** How far telling an alert to a sink has come. */
    Optional<DeliveryTask> find(Alert alert, String sink);

    /** All of them, by time of the alert, newest first. */
    Page<DeliveryTask> page(PageRequest request);

    /** Those in one state, by time of the alert, newest first. */
    Page<DeliveryTask> page(DeliveryState state, PageRequest request);

    /** How many there are in each state; a state without any is left out. */
    Map<DeliveryState, Long> countByState();

    /** Deletes those that were settled before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
