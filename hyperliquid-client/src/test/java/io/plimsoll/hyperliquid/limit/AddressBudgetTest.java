package io.plimsoll.hyperliquid.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressBudgetTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final VenueLimits limits =
            new VenueLimits(Quotas.documented(), new WeightedRateLimiter(VenueLimits.SOURCE, nanos::get));
    private final AddressBudget budget = limits.address(ALICE);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void beforeTheVenueHasTold_everythingPassesAndIsCounted() {
        budget.acquire(20_000, Duration.ZERO);

        assertThat(budget.used()).isEqualTo(20_000);
        assertThat(budget.known()).isFalse();
    }

    @Test
    void untilTheLimit_requestsPass_thenOneInTenSeconds() {
        budget.update(9_990, 10_000);
        budget.acquire(10, Duration.ZERO);

        budget.acquire(1, Duration.ZERO);
        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> budget.acquire(1, Duration.ZERO))
                .satisfies(e -> assertThat(e.retryAfter().orElseThrow())
                        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11)));

        pass(Duration.ofSeconds(10).plusNanos(1));
        budget.acquire(1, Duration.ZERO);
        assertThat(budget.used()).isEqualTo(10_002);
    }

    @Test
    void batchBeyondTheLimit_isRefusedWhole() {
        budget.update(9_990, 10_000);

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> budget.acquire(11, Duration.ofDays(1)))
                .withMessageContaining(ALICE.hex())
                .withMessageContaining("9990 of 10000")
                .withMessageContaining("one by one");
        assertThat(budget.used()).isEqualTo(9_990);
    }

    @Test
    void trading_earnsARequestForEachUsdc() {
        budget.update(10_000, 10_000);

        budget.traded(new BigDecimal("1.7"));
        budget.traded(new BigDecimal("1.4"));

        assertThat(budget.limit()).isEqualTo(10_003);
        budget.acquire(3, Duration.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> budget.traded(new BigDecimal("-1")));
    }

    @Test
    void cancels_goOnBeyondTheLimitOfOrders() {
        budget.update(10_000, 10_000);
        assertThat(budget.cancelLimit()).isEqualTo(20_000);

        budget.acquireCancels(10_000, Duration.ZERO);

        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> budget.acquireCancels(2, Duration.ZERO));
        budget.update(10_000, 1_000_000);
        assertThat(budget.cancelLimit()).isEqualTo(1_100_000);
    }

    @Test
    void refusalByTheVenue_leavesNothing_untilSomethingIsEarnedOrTold() {
        budget.exhausted();
        budget.acquireCancels(10, Duration.ZERO);
        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> budget.acquire(2, Duration.ZERO));
        budget.traded(new BigDecimal("12"));
        budget.acquire(2, Duration.ZERO);

        budget.cancelsExhausted();
        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> budget.acquireCancels(2, Duration.ZERO));
        budget.update(0, 10_000);
        budget.acquireCancels(2, Duration.ZERO);
    }

    @Test
    void unusedRequests_areFreeAgain_andHugeTradesDoNoHarm() {
        budget.update(0, 10_000);
        budget.acquire(10_000, Duration.ZERO);
        budget.unused(3);
        budget.acquire(3, Duration.ZERO);
        budget.traded(new BigDecimal("9e40"));
        budget.traded(new BigDecimal("9e40"));
        assertThat(budget.limit()).isPositive();
        assertThat(budget.cancelLimit()).isEqualTo(budget.limit() + 100_000);
    }

    @Test
    void addresses_haveBudgetsOfTheirOwn_sharedByAllWhoAsk() {
        Address bob = Address.parse("0x" + "b2".repeat(20));
        budget.update(10_000, 10_000);
        limits.address(bob).update(0, 10_000);

        limits.address(bob).acquire(100, Duration.ZERO);

        assertThat(limits.address(ALICE)).isSameAs(budget);
        assertThat(budget.used()).isEqualTo(10_000);
    }

    @Test
    void requests_mustBeSome() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.acquire(0, Duration.ZERO))
                .withMessageContaining("got 0");
    }
}
