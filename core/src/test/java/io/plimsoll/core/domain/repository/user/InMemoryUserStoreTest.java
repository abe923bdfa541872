package io.plimsoll.core.domain.repository.user;

import io.plimsoll.core.domain.repository.user.memory.InMemoryUserStore;
import io.plimsoll.core.testing.repository.user.ApiUsageRepositoryContract;
import io.plimsoll.core.testing.repository.user.SessionRepositoryContract;
import io.plimsoll.core.testing.repository.user.UserRepositoryContract;
import io.plimsoll.core.testing.repository.user.WaitlistRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryUserStoreTest {
    @Nested
    class Users extends UserRepositoryContract {
        @Override
        protected UserStore empty() {
            return new InMemoryUserStore();
        }
    }

    @Nested
    class Sessions extends SessionRepositoryContract {
        @Override
        protected UserStore empty() {
            return new InMemoryUserStore();
        }
    }

    @Nested
    class Waitlist extends WaitlistRepositoryContract {
        @Override
        protected UserStore empty() {
            return new InMemoryUserStore();
        }
    }

    @Nested
    class Usage extends ApiUsageRepositoryContract {
        @Override
        protected UserStore empty() {
            return new InMemoryUserStore();
        }
    }
}
