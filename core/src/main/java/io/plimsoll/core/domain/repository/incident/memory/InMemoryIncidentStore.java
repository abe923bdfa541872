package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.repository.incident.AuditRepository;
import io.plimsoll.core.domain.repository.incident.DeliveryRepository;
import io.plimsoll.core.domain.repository.incident.IncidentRepository;
import io.plimsoll.core.domain.repository.incident.IncidentSourceRepository;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.incident.LiquidationRepository;
import io.plimsoll.core.domain.repository.incident.SubscriptionRepository;
import java.util.Set;

/** Keeps incidents in memory; gone with the process. */
public final class InMemoryIncidentStore implements IncidentStore {
    private final InMemoryIncidentSourceRepository sources = new InMemoryIncidentSourceRepository();
    private final IncidentRepository incidents = new InMemoryIncidentRepository(sources::priority);
    private final LiquidationRepository liquidations = new InMemoryLiquidationRepository(
            incident -> incidents.find(incident).map(Incident::liquidations).orElse(Set.of()));
    private final SubscriptionRepository subscriptions = new InMemorySubscriptionRepository();
    private final DeliveryRepository deliveries = new InMemoryDeliveryRepository();
    private final AuditRepository audit = new InMemoryAuditRepository();

    @Override
    public IncidentRepository incidents() {
        return incidents;
    }

    @Override
    public LiquidationRepository liquidations() {
        return liquidations;
    }

    @Override
    public IncidentSourceRepository sources() {
        return sources;
    }

    @Override
    public SubscriptionRepository subscriptions() {
        return subscriptions;
    }

    @Override
    public DeliveryRepository deliveries() {
        return deliveries;
    }

    @Override
    public AuditRepository audit() {
        return audit;
    }
}
