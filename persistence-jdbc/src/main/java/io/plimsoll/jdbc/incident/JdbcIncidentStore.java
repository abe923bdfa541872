package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.repository.incident.AuditRepository;
import io.plimsoll.core.domain.repository.incident.DeliveryRepository;
import io.plimsoll.core.domain.repository.incident.IncidentRepository;
import io.plimsoll.core.domain.repository.incident.IncidentSourceRepository;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.incident.LiquidationRepository;
import io.plimsoll.core.domain.repository.incident.SubscriptionRepository;
import io.plimsoll.jdbc.internal.Database;

/** The repositories of incidents over one database. */
public final class JdbcIncidentStore implements IncidentStore {
    private final IncidentRepository incidents;
    private final LiquidationRepository liquidations;
    private final IncidentSourceRepository sources;
    private final SubscriptionRepository subscriptions;
    private final DeliveryRepository deliveries;
    private final AuditRepository audit;

    public JdbcIncidentStore(Database database) {
        this.incidents = new JdbcIncidentRepository(database);
        this.liquidations = new JdbcLiquidationRepository(database);
        this.sources = new JdbcIncidentSourceRepository(database);
        this.subscriptions = new JdbcSubscriptionRepository(database);
        this.deliveries = new JdbcDeliveryRepository(database);
        this.audit = new JdbcAuditRepository(database);
    }

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
