package io.plimsoll.core.domain.repository.incident;

/** The repositories of incidents. Thread-safe. */
public interface IncidentStore {
    /** What went wrong, and what came of it. */
    IncidentRepository incidents();

    /** Forced closings of positions. */
    LiquidationRepository liquidations();

    /** Where incidents are learnt from. */
    IncidentSourceRepository sources();

    /** Who wants to be told. */
    SubscriptionRepository subscriptions();

    /** Who is being told. */
    DeliveryRepository deliveries();

    /** What was done and must be answered for. */
    AuditRepository audit();
}
