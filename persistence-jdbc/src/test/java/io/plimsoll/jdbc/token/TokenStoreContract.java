package io.plimsoll.jdbc.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static io.plimsoll.core.testing.repository.token.TokenSamples.at;
import static io.plimsoll.core.testing.repository.token.TokenSamples.tracked;
import static io.plimsoll.core.testing.repository.token.TokenSamples.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.domain.token.TrackedToken;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.repository.token.HolderRepositoryContract;
import io.plimsoll.core.testing.repository.token.PaymentRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenActivityRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenPriceRepositoryContract;
import io.plimsoll.core.testing.repository.token.TokenRepositoryContract;
import io.plimsoll.core.testing.repository.token.TransferRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts of the token store. A subclass for each engine opens the database, once for all its tests. */
abstract class TokenStoreContract {
    abstract TestDatabase database();

    private TokenStore store() {
        return database().emptied().tokens();
    }

    @Test
    void upsert_nameThatAColumnCannotHold_storesNothing() {
        TokenStore store = store();
        for (String name : List.of("NUL \0", "half a pair \ud83d", "x".repeat(201))) {
            TrackedToken hostile =
                    new TrackedToken(OTHER.chain(), new Token(OTHER.contract(), "X", 18), name, Optional.empty(), true);

            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> store.tokens().upsert(List.of(tracked(TOKEN, "GOOD"), hostile)))
                    .withMessageContaining("column name")
                    .extracting(RepositoryException::kind)
                    .isEqualTo(Kind.UNSTORABLE);
        }
        assertThat(store.tokens().all()).isEmpty();
    }

    @Test
    void rollUp_sumThatNoColumnHolds_changesNothing() {
        TokenStore store = store();
        store.transfers().upsert(List.of(transfer(TOKEN, 0, 0, "2026-03-01T12:00:00Z", 1, 2, 5)));
        store.activity().rollUp(TOKEN);
        List<TokenTransfer> huge = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            huge.add(new TokenTransfer(
                    at(TOKEN.chain(), i, 0, "2026-03-01T13:00:00Z"),
                    TOKEN.contract(),
                    address(i),
                    address(i + 1),
                    BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));
        }
        store.transfers().upsert(huge);

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.activity().rollUp(TOKEN))
                .extracting(RepositoryException::kind)
                .isEqualTo(Kind.UNSTORABLE);

        assertThat(store.activity().days(TOKEN, PageRequest.first(9)).items())
                .extracting(DailyActivity::transfers)
                .containsExactly(1L);
        assertThat(store.activity().seen(TOKEN, List.of(address(3)))).isEmpty();
    }

    @Test
    void rollUp_byManyAtOnceWhileTransfersComeInAndOldOnesGo_isRightInTheEnd() throws Exception {
        TokenStore store = store();
        TokenStore model = new InMemoryTokenStore();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                int log = writer;
                work.add(threads.submit(() -> {
                    for (int block = 0; block < 30; block++) {
                        String time = Instant.parse("2026-03-01T00:00:00Z")
                                .plus(Duration.ofHours(block))
                                .toString();
                        List<TokenTransfer> next =
                                List.of(transfer(TOKEN, block, log, time, block % 7, block % 5 + log, block));
                        store.transfers().upsert(next);
                        model.transfers().upsert(next);
                    }
                }));
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        store.activity().rollUp(TOKEN);
                        store.transfers().deleteOlderThan(Instant.parse("2026-02-01T00:00:00Z"));
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        store.activity().rollUp(TOKEN);
        model.activity().rollUp(TOKEN);

        PageRequest all = PageRequest.first(PageRequest.MAXIMUM);
        assertThat(store.activity().days(TOKEN, all)).isEqualTo(model.activity().days(TOKEN, all));
        assertThat(store.activity().hours(TOKEN, all))
                .isEqualTo(model.activity().hours(TOKEN, all));
        assertThat(store.activity().wallets(TOKEN, all))
                .isEqualTo(model.activity().wallets(TOKEN, all));
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
