package io.plimsoll.jdbc.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import io.plimsoll.core.engine.Leadership;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.repository.lease.LeaseRepositoryContract;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Leases and the writes that they guard. A subclass for each engine opens the database, once for all its tests. */
abstract class LeaseContract {
    static final Duration LONG = Duration.ofHours(1);
    static final Duration SHORT = Duration.ofMillis(200);

    abstract TestDatabase database();

    @Nested
    class Leases extends LeaseRepositoryContract {
        @Override
        protected LeaseRepository empty() {
            database().store().leases();
            return database().emptied().leases();
        }
    }

    /** Leases behind a line that can be cut. */
    private record Cuttable(LeaseRepository leases, AtomicBoolean cut) implements LeaseRepository {
        private LeaseRepository reached() {
            if (cut.get()) {
                throw new RepositoryException(Kind.UNAVAILABLE, "cut");
            }
            return leases;
        }

        @Override
        public Optional<Lease> acquire(LeaseClaim claim) {
            return reached().acquire(claim);
        }

        @Override
        public Optional<Lease> renew(Lease lease, Duration duration) {
            return reached().renew(lease, duration);
        }

        @Override
        public boolean release(Lease lease) {
            return reached().release(lease);
        }

        @Override
        public Optional<Lease> find(String name) {
            return reached().find(name);
        }

        @Override
        public List<Lease> all() {
            return reached().all();
        }
    }

    JdbcStore empty() {
        database().store().leases();
        database().store().monitoring();
        return database().emptied();
    }

    static LeaseClaim claim(String owner, Duration duration) {
        return new LeaseClaim("keeper", owner, duration);
    }

    static Lease eventually(JdbcStore store, LeaseClaim claim) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> store.leases().acquire(claim), Optional::isPresent)
                .orElseThrow();
    }

    static void save(JdbcStore store, String name) {
        store.monitoring().accounts().upsert(MonitoredAccount.onHyperCore(Address.ZERO, name));
    }

    private static String saved(JdbcStore store) {
        return store.monitoring().accounts().find(Address.ZERO).orElseThrow().name();
    }

    private static void assertFenced(JdbcStore store) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> save(store, "stale"))
                .withMessageContaining("has ended or is another's: nothing was written. Stop acting under it")
                .satisfies(refused -> {
                    assertThat(refused.kind()).isEqualTo(Kind.FENCED);
                    assertThat(refused.retryable()).isFalse();
                });
    }

    @Test
    void under_theLease_writes_andReadsAreFree() {
        JdbcStore store = empty();
        Lease lease = store.leases().acquire(claim("a", LONG)).orElseThrow();
        JdbcStore fenced = store.under(lease);

        save(fenced, "mine");
        Lease renewed = store.leases().renew(lease, LONG).orElseThrow();
        save(store.under(renewed), "renewed");
        save(fenced, "still mine");

        assertThat(saved(fenced)).isEqualTo("still mine");
        fenced.close();
        assertThat(saved(store)).isEqualTo("still mine");
    }

    @Test
    void under_aLeaseThatEnded_isRefused_andWorksAgainWhenRenewed() {
        JdbcStore store = empty();
        save(store, "before");
        Lease lease = store.leases().acquire(claim("a", SHORT)).orElseThrow();
        JdbcStore fenced = store.under(lease);
        eventually(store, new LeaseClaim("probe", "a", SHORT));
        eventually(store, new LeaseClaim("probe", "a", SHORT));

        assertFenced(fenced);
        assertThat(saved(fenced)).isEqualTo("before");

        store.leases().renew(lease, LONG);
        save(fenced, "after");
        assertThat(saved(fenced)).isEqualTo("after");
    }

    @Test
    void under_aLeaseThatWasReleased_orTakenOver_orNeverGivenOut_isRefused() {
        JdbcStore store = empty();
        Lease first = store.leases().acquire(claim("a", LONG)).orElseThrow();
        store.leases().release(first);
        assertFenced(store.under(first));

        Lease second = store.leases().acquire(claim("b", LONG)).orElseThrow();
        assertFenced(store.under(first));
        assertFenced(store.under(new Lease("keeper", "b", second.token() + 1, second.expires())));
        assertFenced(store.under(new Lease("other", "b", 1, second.expires())));
        assertFenced(store.under(new Lease("keeper", "a", second.token(), second.expires())));

        save(store.under(second), "second");
        assertThat(saved(store)).isEqualTo("second");
    }

    @Test
    void leases_ofAFencedStore_areFree() {
        JdbcStore store = empty();
        Lease first = store.leases().acquire(claim("a", LONG)).orElseThrow();
        JdbcStore fenced = store.under(first);
        fenced.leases().release(first);

        assertThat(fenced.leases().acquire(claim("b", LONG))).isPresent();
    }

    /** Its clock stands still and it reaches nobody, so it goes on believing. */
    @Test
    void holder_whoseClockStandsStill_isOvertaken_andRefused() {
        JdbcStore store = empty();
        AtomicBoolean cut = new AtomicBoolean();
        Leadership stale = new Leadership(new Cuttable(store.leases(), cut), claim("stale", SHORT), () -> 42);
        stale.start();
        try {
            Lease old = await().until(stale::lease, Optional::isPresent).orElseThrow();
            cut.set(true);

            Lease next = eventually(store, claim("next", LONG));

            assertThat(stale.lease().orElseThrow().token()).isEqualTo(old.token());
            assertFenced(store.under(old));
            save(store.under(next), "next");
            assertThat(saved(store)).isEqualTo("next");
        } finally {
            cut.set(false);
            stale.stop(Duration.ofSeconds(5));
        }
    }

    /** Its clock runs a year ahead: it asks all the time, and the database says when. */
    @Test
    void standby_whoseClockRunsAhead_cannotTakeItEarly() {
        JdbcStore store = empty();
        Lease lease = store.leases().acquire(claim("holder", LONG)).orElseThrow();
        Leadership hasty = new Leadership(
                store.leases(),
                claim("hasty", Duration.ofMillis(20)),
                () -> System.nanoTime() * 1_000_000 + Duration.ofDays(365).toNanos());
        hasty.start();
        try {
            for (int n = 0; n < 20; n++) {
                save(store.under(lease), "holder");
                assertThat(hasty.lease()).isEmpty();
            }
            assertThat(store.leases().find("keeper").orElseThrow().token()).isEqualTo(lease.token());
        } finally {
            hasty.stop(Duration.ofSeconds(5));
        }
    }
}
