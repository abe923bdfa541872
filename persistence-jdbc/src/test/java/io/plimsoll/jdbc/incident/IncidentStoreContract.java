package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.testing.repository.incident.AuditRepositoryContract;
import io.plimsoll.core.testing.repository.incident.DeliveryRepositoryContract;
import io.plimsoll.core.testing.repository.incident.IncidentRepositoryContract;
import io.plimsoll.core.testing.repository.incident.IncidentSourceRepositoryContract;
import io.plimsoll.core.testing.repository.incident.LiquidationRepositoryContract;
import io.plimsoll.core.testing.repository.incident.SubscriptionRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The contracts of the incidents domain. A subclass for each engine opens the database, once for all its tests. */
abstract class IncidentStoreContract {
    abstract TestDatabase database();

    private IncidentStore emptied() {
        return database().emptied().incidents();
    }

    @Nested
    class Incidents extends IncidentRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }

    @Nested
    class Liquidations extends LiquidationRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }

    @Nested
    class Sources extends IncidentSourceRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }

    @Nested
    class Subscriptions extends SubscriptionRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }

    @Nested
    class Deliveries extends DeliveryRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }

    @Nested
    class AuditLog extends AuditRepositoryContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }

    @Nested
    class Tampering extends AuditTamperingContract {
        @Override
        TestDatabase database() {
            return IncidentStoreContract.this.database();
        }
    }

    @Nested
    class HostileValues extends HostileIncidentsContract {
        @Override
        protected IncidentStore empty() {
            return emptied();
        }
    }
}
