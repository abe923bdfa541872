package io.plimsoll.core.domain.repository.token;

import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.testing.repository.token.HolderRepositoryContract;
import io.plimsoll.core.testing.repository.token.PaymentRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenActivityRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenPriceRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenRepositoryContract;
import io.plimsoll.core.testing.repository.token.TransferRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryTokenStoreTest {
    @Nested
    class Tokens extends TokenRepositoryContract {
        @Override
        protected TokenStore empty() {
            return new InMemoryTokenStore();
        }
    }

    @Nested
    class Transfers extends TransferRepositoryContract {
        @Override
        protected TokenStore empty() {
            return new InMemoryTokenStore();
        }
    }

    @Nested
    class Payments extends PaymentRepositoryContract {
        @Override
        protected TokenStore empty() {
            return new InMemoryTokenStore();
        }
    }

    @Nested
    class Activity extends TokenActivityRepositoryContract {
        @Override
        protected TokenStore empty() {
            return new InMemoryTokenStore();
        }
    }

    @Nested
    class Prices extends TokenPriceRepositoryContract {
        @Override
        protected TokenStore empty() {
            return new InMemoryTokenStore();
        }
    }

    @Nested
    class Holders extends HolderRepositoryContract {
        @Override
        protected TokenStore empty() {
            return new InMemoryTokenStore();
        }
    }
}
