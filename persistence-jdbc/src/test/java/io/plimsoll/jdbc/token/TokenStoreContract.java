package io.plimsoll.jdbc.token;

import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.testing.repository.token.HolderRepositoryContract;
import io.plimsoll.core.testing.repository.token.PaymentRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenActivityRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenPriceRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenRepositoryContract;
import io.plimsoll.core.testing.repository.token.TransferRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The contracts of the token store. A subclass for each engine opens the database, once for all its tests. */
abstract class TokenStoreContract {
    abstract TestDatabase database();

    private TokenStore store() {
        return database().emptied().tokens();
    }

    @Nested
    class Tokens extends TokenRepositoryContract {
        @Override
        protected TokenStore empty() {
            return store();
        }
    }

    @Nested
    class Transfers extends TransferRepositoryContract {
        @Override
        protected TokenStore empty() {
            return store();
        }
    }

    @Nested
    class Payments extends PaymentRepositoryContract {
        @Override
        protected TokenStore empty() {
            return store();
        }
    }

    @Nested
    class Activity extends TokenActivityRepositoryContract {
        @Override
        protected TokenStore empty() {
            return store();
        }
    }

    @Nested
    class Prices extends TokenPriceRepositoryContract {
        @Override
        protected TokenStore empty() {
            return store();
        }
    }

    @Nested
    class Holders extends HolderRepositoryContract {
        @Override
        protected TokenStore empty() {
            return store();
        }
    }
}
