package io.plimsoll.hyperliquid.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IpBudgetTest {
    private final AtomicLong nanos = new AtomicLong(1_000);
    private final IpBudget budget =
            new VenueLimits(Quotas.documented(), new WeightedRateLimiter(VenueLimits.SOURCE, nanos::get)).ip();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void surcharge_isReservedThenSettled_andLeavesAfterAMinute() {
        try (IpBudget.Permit permit = budget.acquire(Lane.NORMAL, Duration.ZERO, 20, 100)) {
            assertThat(budget.used()).isEqualTo(120);
            permit.settle(7);
        }
        assertThat(budget.used()).isEqualTo(27);

        pass(Duration.ofSeconds(60).plusNanos(1));
        assertThat(budget.used()).isZero();
    }

    @Test
    void permitWithoutAnAnswer_booksTheWholeReserve() {
        budget.acquire(Lane.NORMAL, Duration.ZERO, 20, 100).close();

        assertThat(budget.used()).isEqualTo(120);
    }

    @Test
    void twelveHundredAMinute_andNotOneMore() {
        for (int i = 0; i < 600; i++) {
            budget.acquire(Lane.URGENT, Duration.ZERO, 2, 0).settle(0);
        }

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> budget.acquire(Lane.URGENT, Duration.ZERO, 1, 0))
                .satisfies(e -> assertThat(e.retryAfter().orElseThrow())
                        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61)));
        assertThat(budget.tryAcquire(Lane.URGENT, 1, 0)).isEmpty();

        pass(Duration.ofSeconds(60).plusNanos(1));
        assertThat(budget.tryAcquire(Lane.URGENT, 1, 0)).isPresent();
    }

    @Test
    void polling_neverTakesTheRoomOfCancels() {
        int polls = 0;
        while (budget.tryAcquire(Lane.BACKGROUND, 20, 0).map(p -> true).orElse(false)) {
            polls++;
        }

        assertThat(polls).isEqualTo(42);
        assertThat(budget.tryAcquire(Lane.NORMAL, 240, 0)).isPresent();
        assertThat(budget.tryAcquire(Lane.URGENT, 120, 0)).isPresent();
        assertThat(budget.used()).isEqualTo(1200);
    }

    @Test
    void requestThatCanNeverFit_isRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.acquire(Lane.BACKGROUND, Duration.ofDays(1), 800, 41))
                .withMessageContaining("weight per IP");
    }

    @Test
    void exchangeWeight_growsWithEveryFortyItems() {
        assertThat(List.of(0, 1, 39, 40, 79, 80, 1000))
                .extracting(IpBudget::exchangeWeight)
                .containsExactly(1, 1, 1, 2, 2, 3, 26);
    }
}
