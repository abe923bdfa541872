package io.plimsoll.jdbc.user;

import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.testing.repository.user.ApiUsageRepositoryContract;
import io.plimsoll.core.testing.repository.user.SessionRepositoryContract;
import io.plimsoll.core.testing.repository.user.UserRepositoryContract;
import io.plimsoll.core.testing.repository.user.WaitlistRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The contracts of the users domain. A subclass for each engine opens the database, once for all its tests. */
abstract class UserStoreContract {
    abstract TestDatabase database();

    private UserStore emptied() {
        return database().emptied().users();
    }

    @Nested
    class Users extends UserRepositoryContract {
        @Override
        protected UserStore empty() {
            return emptied();
        }
    }

    @Nested
    class Sessions extends SessionRepositoryContract {
        @Override
        protected UserStore empty() {
            return emptied();
        }
    }

    @Nested
    class Waitlist extends WaitlistRepositoryContract {
        @Override
        protected UserStore empty() {
            return emptied();
        }
    }

    @Nested
    class Usage extends ApiUsageRepositoryContract {
        @Override
        protected UserStore empty() {
            return emptied();
        }
    }

    @Nested
    class Secrets extends UserSecretsContract {
        @Override
        TestDatabase database() {
            return UserStoreContract.this.database();
        }
    }
}
