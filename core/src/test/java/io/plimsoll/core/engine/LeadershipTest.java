package io.plimsoll.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import io.plimsoll.core.domain.repository.lease.memory.InMemoryLeaseRepository;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private static final Duration TERM = Duration.ofSeconds(8);

    private final ManualClock clock = ManualClock.atNewYear();
    private final InMemoryLeaseRepository leases = new InMemoryLeaseRepository(clock);

    /** A store over a network: each call takes its time before and after, and its answer may be lost. */
    private static final class Remote implements LeaseRepository {
        private final LeaseRepository leases;
        private final ManualClock clock;
        private Duration latency = Duration.ZERO;
        private boolean unreachable;
        private boolean answersLost;
        private Runnable beforeTheAnswer = () -> {};

        Remote(LeaseRepository leases, ManualClock clock) {
            this.leases = leases;
            this.clock = clock;
        }

        private <T> T call(Supplier<T> action) {
            if (unreachable) {
                throw new RepositoryException(Kind.UNAVAILABLE, "unreachable");
            }
            clock.advance(latency);
            T answer = action.get();
            clock.advance(latency);
            Runnable now = beforeTheAnswer;
            beforeTheAnswer = () -> {};
            now.run();
            if (answersLost) {
                throw new RepositoryException(Kind.CONNECTION_LOST, "connection lost");
            }
            return answer;
        }

        @Override
        public Optional<Lease> acquire(LeaseClaim claim) {
            return call(() -> leases.acquire(claim));
        }

        @Override
        public Optional<Lease> renew(Lease lease, Duration duration) {
            return call(() -> leases.renew(lease, duration));
        }

        @Override
        public boolean release(Lease lease) {
            return call(() -> leases.release(lease));
        }

        @Override
        public Optional<Lease> find(String name) {
            return call(() -> leases.find(name));
        }

        @Override
        public List<Lease> all() {
            return call(leases::all);
        }
    }

    /** The nanoseconds of a machine whose count began elsewhere. */
    private static LongSupplier nanosFrom(Clock clock, long beginning) {
        return () -> beginning
                + Duration.between(ManualClock.atNewYear().instant(), clock.instant())
                        .toNanos();
    }

    private Leadership member(String owner) {
        return new Leadership(leases, new LeaseClaim("keeper", owner, TERM), nanosFrom(clock, owner.hashCode()));
    }

    @Test
    void standby_takesOver_whenTheHolderIsSilentForTheDuration() {
        Leadership a = member("a");
        Leadership b = member("b");
        a.turn();
        clock.advance(TERM.minusNanos(1));
        b.turn();
        assertThat(a.lease()).isPresent();
        assertThat(b.lease()).isEmpty();

        clock.advance(Duration.ofNanos(1));
        assertThat(a.lease()).isEmpty();
        b.turn();

        assertThat(b.lease().orElseThrow().token()).isEqualTo(2);
        a.turn();
        assertThat(a.lease()).isEmpty();
    }

    @Test
    void holder_thatRenews_keepsItsToken() {
        Leadership a = member("a");
        Leadership b = member("b");
        for (int turn = 0; turn < 20; turn++) {
            a.turn();
            b.turn();
            clock.advance(TERM.dividedBy(4));
        }

        assertThat(a.lease().orElseThrow().token()).isEqualTo(1);
        assertThat(b.lease()).isEmpty();
    }

    @Test
    void holder_thatCannotReachTheStore_leadsToTheEndOnly_andAgainWhenNobodyTookIt() {
        Remote remote = new Remote(leases, clock);
        Leadership a = new Leadership(remote, new LeaseClaim("keeper", "a", TERM), nanosFrom(clock, Long.MAX_VALUE));
        a.turn();
        remote.unreachable = true;
        clock.advance(TERM.dividedBy(2));
        assertThatExceptionOfType(RepositoryException.class).isThrownBy(a::turn);
        assertThat(a.lease()).isPresent();

        clock.advance(TERM.dividedBy(2));
        assertThatExceptionOfType(RepositoryException.class).isThrownBy(a::turn);
        assertThat(a.lease()).isEmpty();

        remote.unreachable = false;
        a.turn();
        assertThat(a.lease().orElseThrow().token()).isEqualTo(1);
    }

    @Test
    void slowAnswer_isCountedFromTheQuestion() {
        Remote remote = new Remote(leases, clock);
        remote.latency = TERM.dividedBy(2);
        Leadership a = new Leadership(remote, new LeaseClaim("keeper", "a", TERM), nanosFrom(clock, 0));

        a.turn();

        assertThat(a.lease()).isEmpty();
    }

    @Test
    void stopped_givesItBack_toTheStandbyAtOnce() {
        Leadership a = member("a");
        Leadership b = member("b");
        a.turn();

        a.stop(Duration.ofSeconds(1));
        b.turn();

        assertThat(a.lease()).isEmpty();
        assertThat(b.lease()).isPresent();
    }

    /** The limit of a stop may be over before the store has answered. */
    @Test
    void stopped_whileItsQuestionIsOut_doesNotLeadByTheLateAnswer() {
        Remote remote = new Remote(leases, clock);
        Leadership a = new Leadership(remote, new LeaseClaim("keeper", "a", TERM), nanosFrom(clock, 0));
        Leadership b = member("b");
        remote.beforeTheAnswer = () -> a.stop(Duration.ofSeconds(1));
        a.turn();
        assertThat(a.lease()).as("taken").isEmpty();
        b.turn();
        assertThat(b.lease()).as("given back").isPresent();
        b.stop(Duration.ofSeconds(1));

        Leadership c = new Leadership(remote, new LeaseClaim("keeper", "c", TERM), nanosFrom(clock, 0));
        c.turn();
        assertThat(c.lease()).isPresent();
        remote.beforeTheAnswer = () -> c.stop(Duration.ofSeconds(1));
        c.turn();
        assertThat(c.lease()).as("renewed").isEmpty();
    }

    @Test
    void drained_takesNothing_andRenewsWhatItHas() {
        Leadership a = member("a");
        Leadership b = member("b");
        a.turn();
        a.drain();
        b.drain();
        clock.advance(TERM.dividedBy(2));

        a.turn();
        clock.advance(TERM.dividedBy(2));
        b.turn();

        assertThat(a.lease()).isPresent();
        clock.advance(TERM);
        b.turn();
        assertThat(b.lease()).isEmpty();
    }

    @Test
    void started_asksByItself() {
        Leadership a =
                new Leadership(new InMemoryLeaseRepository(Clock.systemUTC()), new LeaseClaim("keeper", "a", TERM));

        a.start();

        try {
            await().until(() -> a.lease().isPresent());
            assertThat(a.name()).isEqualTo("lease keeper");
        } finally {
            a.stop(Duration.ofSeconds(5));
        }
        assertThat(a.lease()).isEmpty();
    }

    @Property(tries = 500)
    void anyCourseOfEvents_neverTwoLeaders_andTokensOnlyGrow(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9_999) Integer> events) {
        ManualClock time = ManualClock.atNewYear();
        InMemoryLeaseRepository store = new InMemoryLeaseRepository(time);
        List<Remote> remotes = new ArrayList<>();
        List<Leadership> members = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            remotes.add(new Remote(store, time));
            members.add(member(remotes.get(n), n, time));
        }
        long highest = 0;
        for (int event : events) {
            int n = event % 3;
            remotes.get(n).latency = Duration.ofMillis(event / 3 % 10 * 300);
            remotes.get(n).unreachable = event / 30 % 10 == 0;
            remotes.get(n).answersLost = event / 30 % 10 == 1;
            try {
                if (event / 300 % 10 == 0) {
                    members.set(n, member(remotes.get(n), n, time)).stop(Duration.ofSeconds(1));
                } else {
                    members.get(n).turn();
                }
            } catch (RepositoryException expected) {
                assertThat(remotes.get(n).unreachable || remotes.get(n).answersLost)
                        .isTrue();
            }
            List<Lease> held =
                    members.stream().flatMap(member -> member.lease().stream()).toList();
            assertThat(held).hasSizeLessThanOrEqualTo(1);
            for (Lease lease : held) {
                assertThat(lease.token()).isGreaterThanOrEqualTo(highest);
                highest = lease.token();
            }
            time.advance(Duration.ofMillis(event / 3_000 * 1_500L));
        }
    }

    private static Leadership member(Remote remote, int n, ManualClock time) {
        // the count of nanoseconds may overflow
        return new Leadership(
                remote, new LeaseClaim("keeper", "m" + n, TERM), nanosFrom(time, Long.MAX_VALUE - n * 5_000_000L));
    }
}
