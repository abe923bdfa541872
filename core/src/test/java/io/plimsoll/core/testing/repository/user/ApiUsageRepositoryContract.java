package io.plimsoll.core.testing.repository.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.user.ApiUsageRepository;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.user.ApiUsage;
import io.plimsoll.core.domain.user.UsageTotal;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ApiUsageRepository} must do. */
public abstract class ApiUsageRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));

    protected abstract UserStore empty();

    private static ApiUsage usage(Address user, String endpoint, Instant hour, String instance, long requests) {
        return new ApiUsage(user, endpoint, hour, instance, requests, requests / 2, Duration.ofNanos(requests));
    }

    @Test
    void upsert_savedAgain_countsNothingTwice() {
        ApiUsageRepository usage = empty().usage();
        usage.upsert(List.of(usage(ALICE, "/incidents", NOON, "first", 4)));
        usage.upsert(List.of(usage(ALICE, "/incidents", NOON, "first", 10)));
        usage.upsert(List.of(usage(ALICE, "/incidents", NOON, "first", 10)));
        usage.upsert(List.of(usage(ALICE, "/incidents", NOON, "second", 6)));

        assertThat(usage.requests(ALICE, NOON, NOON)).isEqualTo(16);
        assertThat(usage.totals(ALICE, NOON, NOON))
                .containsExactly(new UsageTotal("/incidents", 16, 8, Duration.ofNanos(16)));
    }

    @Test
    void totals_areByEndpointMostFirstWithinTheHours() {
        ApiUsageRepository usage = empty().usage();
        usage.upsert(List.of(
                usage(ALICE, "/few", NOON, "one", 2),
                usage(ALICE, "/many", NOON, "one", 8),
                usage(ALICE, "/also", ONE, "one", 2),
                usage(ALICE, "/many", ONE, "one", 100),
                usage(Address.ZERO, "/few", NOON, "one", 20)));

        assertThat(usage.totals(ALICE, NOON, NOON))
                .extracting(UsageTotal::endpoint)
                .containsExactly("/many", "/few");
        assertThat(usage.totals(ALICE, NOON, ONE))
                .extracting(UsageTotal::endpoint)
                .containsExactly("/many", "/also", "/few");
        assertThat(usage.totals(NOON, NOON)).extracting(UsageTotal::requests).containsExactly(22L, 8L);
        assertThat(usage.requests(ALICE, NOON, ONE)).isEqualTo(112);
        assertThat(usage.requests(Address.ZERO, ONE, ONE)).isZero();
        assertThat(usage.totals(ALICE, ONE, NOON)).isEmpty();
    }

    @Test
    void totals_ofMoreThanALongOfNanos_areExact() {
        ApiUsageRepository usage = empty().usage();
        Duration most = Duration.ofNanos(Long.MAX_VALUE);
        usage.upsert(List.of(
                new ApiUsage(ALICE, "/slow", NOON, "one", 1, 0, most),
                new ApiUsage(ALICE, "/slow", NOON, "two", 1, 0, most)));

        assertThat(usage.totals(NOON, NOON)).containsExactly(new UsageTotal("/slow", 2, 0, most.plus(most)));
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        ApiUsageRepository usage = empty().usage();
        usage.upsert(List.of(usage(ALICE, "/a", NOON, "one", 2), usage(ALICE, "/a", ONE, "one", 4)));

        assertThat(usage.deleteOlderThan(ONE)).isEqualTo(1);
        assertThat(usage.requests(ALICE, NOON, ONE)).isEqualTo(4);
    }
}
