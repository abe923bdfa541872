package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.repository.incident.memory.InMemoryIncidentStore;
import io.plimsoll.core.testing.repository.incident.AuditRepositoryContract;
import io.plimsoll.core.testing.repository.incident.DeliveryRepositoryContract;
import io.plimsoll.core.testing.repository.incident.IncidentRepositoryContract;
import io.plimsoll.core.testing.repository.incident.IncidentSourceRepositoryContract;
import io.plimsoll.core.testing.repository.incident.LiquidationRepositoryContract;
import io.plimsoll.core.testing.repository.incident.SubscriptionRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryIncidentStoreTest {
    @Nested
    class Incidents extends IncidentRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return new InMemoryIncidentStore();
        }
    }

    @Nested
    class Liquidations extends LiquidationRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return new InMemoryIncidentStore();
        }
    }

    @Nested
    class Sources extends IncidentSourceRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return new InMemoryIncidentStore();
        }
    }

    @Nested
    class Subscriptions extends SubscriptionRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return new InMemoryIncidentStore();
        }
    }

    @Nested
    class Deliveries extends DeliveryRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return new InMemoryIncidentStore();
        }
    }

    @Nested
    class AuditLog extends AuditRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return new InMemoryIncidentStore();
        }
    }
}
