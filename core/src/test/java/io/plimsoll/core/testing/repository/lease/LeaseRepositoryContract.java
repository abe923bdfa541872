package io.plimsoll.core.testing.repository.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link LeaseRepository} must do. Time is the store's: what ends, ends in real milliseconds. */
public abstract class LeaseRepositoryContract {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    protected abstract LeaseRepository empty();

    private static LeaseClaim claim(String owner, Duration duration) {
        return new LeaseClaim("keeper/999", owner, duration);
    }

    /** Asks until the lease is free. */
    protected static Lease eventually(LeaseRepository leases, LeaseClaim claim) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> leases.acquire(claim), Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void acquire_neverGivenOut_isTheFirst() {
        LeaseRepository leases = empty();

        Lease lease = leases.acquire(claim("a", LONG)).orElseThrow();

        assertThat(lease.name()).isEqualTo("keeper/999");
        assertThat(lease.owner()).isEqualTo("a");
        assertThat(lease.token()).isEqualTo(1);
        assertThat(leases.find("keeper/999")).contains(lease);
        assertThat(leases.find("keeper/998")).isEmpty();
    }

    @Test
    void acquire_whileHeld_isRefused_toItsOwnerToo() {
        LeaseRepository leases = empty();
        Lease lease = leases.acquire(claim("a", LONG)).orElseThrow();

        assertThat(leases.acquire(claim("b", LONG))).isEmpty();
        assertThat(leases.acquire(claim("a", LONG))).isEmpty();
        assertThat(leases.find(lease.name())).contains(lease);
    }

    @Test
    void acquire_afterTheEnd_hasAHigherToken_andTheOldOneIsLost() {
        LeaseRepository leases = empty();
        Lease old = leases.acquire(claim("a", SHORT)).orElseThrow();

        Lease taken = eventually(leases, claim("b", LONG));

        assertThat(taken.token()).isEqualTo(2);
        assertThat(taken.expires()).isAfter(old.expires());
        assertThat(leases.renew(old, LONG)).isEmpty();
        assertThat(leases.release(old)).isFalse();
        assertThat(leases.find(old.name())).contains(taken);
    }

    @Test
    void renew_movesTheEnd_underTheSameToken() {
        LeaseRepository leases = empty();
        Lease lease = leases.acquire(claim("a", Duration.ofMinutes(1))).orElseThrow();

        Lease renewed = leases.renew(lease, LONG).orElseThrow();

        assertThat(renewed.token()).isEqualTo(lease.token());
        assertThat(renewed.owner()).isEqualTo("a");
        assertThat(Duration.between(lease.expires(), renewed.expires())).isGreaterThan(Duration.ofMinutes(50));
        assertThat(leases.find(lease.name())).contains(renewed);
        assertThat(leases.acquire(claim("b", LONG))).isEmpty();
    }

    @Test
    void renew_endedButNotTaken_holdsAgain() {
        LeaseRepository leases = empty();
        Lease lease = leases.acquire(claim("a", SHORT)).orElseThrow();
        // another lease of the same length that was given out later has ended: so has the first
        LeaseClaim probe = new LeaseClaim("probe", "a", SHORT);
        leases.acquire(probe).orElseThrow();
        eventually(leases, probe);

        assertThat(leases.renew(lease, LONG)).isPresent();
        assertThat(leases.acquire(claim("b", LONG))).isEmpty();
    }

    @Test
    void renew_neverGivenOut_isLost() {
        LeaseRepository leases = empty();
        Lease lease = leases.acquire(claim("a", LONG)).orElseThrow();

        assertThat(leases.renew(new Lease("other", "a", 1, lease.expires()), LONG))
                .isEmpty();
        assertThat(leases.renew(new Lease(lease.name(), "a", 2, lease.expires()), LONG))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> leases.renew(lease, Duration.ZERO));
    }

    /** A server that went back to an earlier state, as a standby that was behind does, counts anew. */
    @Test
    void sameToken_ofAnotherOwner_isLost() {
        LeaseRepository leases = empty();
        Lease lease = leases.acquire(claim("a", LONG)).orElseThrow();
        Lease ofTheServerBefore = new Lease(lease.name(), "b", lease.token(), lease.expires());

        assertThat(leases.renew(ofTheServerBefore, LONG)).isEmpty();
        assertThat(leases.release(ofTheServerBefore)).isFalse();
        assertThat(leases.find(lease.name())).contains(lease);
    }

    @Test
    void release_freesIt_forTheNext_andForGood() {
        LeaseRepository leases = empty();
        Lease lease = leases.acquire(claim("a", LONG)).orElseThrow();

        assertThat(leases.release(lease)).isTrue();

        assertThat(leases.release(lease)).isFalse();
        assertThat(leases.renew(lease, LONG)).isEmpty();
        assertThat(leases.find(lease.name()).orElseThrow().expires()).isBefore(lease.expires());
        assertThat(leases.acquire(claim("b", LONG)).orElseThrow().token()).isEqualTo(2);
    }

    @Test
    void names_areIndependent_andListedInOrder() {
        LeaseRepository leases = empty();
        Lease b = leases.acquire(new LeaseClaim("b", "one", LONG)).orElseThrow();
        Lease upper = leases.acquire(new LeaseClaim("B", "one", LONG)).orElseThrow();
        Lease a = leases.acquire(new LeaseClaim("a", "two", LONG)).orElseThrow();

        assertThat(leases.all()).containsExactly(upper, a, b);
    }

    @Test
    void acquire_manyAtOnce_givesItToOne_timeAfterTime() throws Exception {
        LeaseRepository leases = empty();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 1; round <= 10; round++) {
                List<Callable<Optional<Lease>>> calls = new ArrayList<>();
                for (int n = 0; n < 8; n++) {
                    LeaseClaim claim = claim("owner" + n, LONG);
                    calls.add(() -> leases.acquire(claim));
                }
                List<Lease> given = new ArrayList<>();
                for (Future<Optional<Lease>> answer : threads.invokeAll(calls)) {
                    answer.get().ifPresent(given::add);
                }
                assertThat(given).hasSize(1);
                assertThat(given.get(0).token()).isEqualTo(round);
                assertThat(leases.release(given.get(0))).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
