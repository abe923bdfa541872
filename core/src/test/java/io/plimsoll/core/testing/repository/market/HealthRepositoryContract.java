package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.T0;
import static io.plimsoll.core.testing.repository.market.MarketSamples.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.market.HealthRepository;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthReport.Result;
import io.plimsoll.core.foundation.health.HealthSample;
import io.plimsoll.core.foundation.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link HealthRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class HealthRepositoryContract {
    private static final Result VENUE = new Result("venue", true, false, "no answer", Duration.ofNanos(1_234_567_891));
    private static final Result STORE = new Result("store", false, true, "", Duration.ZERO);

    /** A store without rows. */
    protected abstract MarketStore empty();

    private static HealthReport report(Instant time, Result... results) {
        return new HealthReport(HealthStatus.UNHEALTHY, time, Duration.ofHours(1), List.of(results));
    }

    @Test
    void upsert_readsBackAndReplaces() {
        HealthRepository health = empty().health();
        health.upsert(report(T0, VENUE));
        health.upsert(report(T0, VENUE, STORE));
        health.upsert(report(T0.minusSeconds(1), STORE));
        health.upsert(report(T0.plusSeconds(1)));

        assertThat(health.latest()).containsExactly(new HealthSample(T0, STORE), new HealthSample(T0, VENUE));
    }

    @Test
    void page_isNewestFirstAndPerCheck() {
        HealthRepository health = empty().health();
        assertThat(health.latest()).isEmpty();
        for (int i = 0; i < 4; i++) {
            health.upsert(report(T0.plusSeconds(i), VENUE, STORE));
        }

        for (int limit : List.of(1, 3, 4)) {
            assertThat(all(limit, request -> health.page("venue", request)))
                    .containsExactly(
                            new HealthSample(T0.plusSeconds(3), VENUE),
                            new HealthSample(T0.plusSeconds(2), VENUE),
                            new HealthSample(T0.plusSeconds(1), VENUE),
                            new HealthSample(T0, VENUE));
        }
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        HealthRepository health = empty().health();
        health.upsert(report(T0, VENUE, STORE));
        health.upsert(report(T0.plusSeconds(1), VENUE));

        assertThat(health.deleteOlderThan(T0.plusSeconds(1))).isEqualTo(2);

        assertThat(all(10, request -> health.page("store", request))).isEmpty();
        assertThat(all(10, request -> health.page("venue", request))).hasSize(1);
    }
}
