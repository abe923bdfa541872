package io.plimsoll.analytics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.analytics.margin.HyperliquidMarginModel;
import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    @Property
    void floor_isTheBucketStart_before1970Too(
            @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long millis) {
        Instant time = Instant.ofEpochMilli(millis);

        Instant bucket = TimeBuckets.floor(time, TimeBuckets.FIVE_MINUTES);

        assertThat(Math.floorMod(bucket.toEpochMilli(), 300_000)).isZero();
        assertThat(Duration.between(bucket, time)).isBetween(Duration.ZERO, Duration.ofMillis(299_999));
        assertThat(TimeBuckets.floor(bucket, TimeBuckets.FIVE_MINUTES)).isEqualTo(bucket);
    }

    @Test
    void floor_withoutAWidth_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeBuckets.floor(Instant.EPOCH, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeBuckets.floor(Instant.EPOCH, Duration.ofNanos(1_500_000)));
    }

    private static AccountState state(AccountMode mode) {
        PerpPosition position = new PerpPosition(
                "HYPE",
                new BigDecimal("-3"),
                new BigDecimal("40"),
                new BigDecimal("120"),
                BigDecimal.ZERO,
                new BigDecimal("50"),
                MarginMode.ISOLATED,
                3,
                7,
                Optional.of(new BigDecimal("52.8888888889")));
        return new AccountState(
                Address.ZERO,
                mode,
                Instant.parse("2026-03-01T12:07:31Z"),
                Optional.of(BigDecimal.ZERO),
                Optional.of(BigDecimal.ZERO),
                List.of(position),
                List.of());
    }

    private static AccountSnapshot snapshot(AccountMode mode) {
        AccountState state = state(mode);
        return Snapshots.of(
                Address.ZERO,
                state,
                HyperliquidMarginModel.assess(state, Map.of("HYPE", MarginTable.singleTier(7))),
                Map.of("HYPE", new BigDecimal("-3")),
                Optional.of(new BigDecimal("0.1")));
    }

    @Test
    void of_assessedAccount_roundsAgainstIt() {
        AccountSnapshot snapshot = snapshot(AccountMode.STANDARD);

        assertThat(snapshot.bucket()).isEqualTo("2026-03-01T12:05:00Z");
        assertThat(snapshot.verdict()).isEqualTo(Snapshots.OK);
        assertThat(snapshot.maintenance().orElseThrow()).isEqualByComparingTo("8.571428");
        // 50 / 8.571428 = 5.83333372…
        assertThat(snapshot.healthFactor().orElseThrow()).isEqualByComparingTo("5.833333722222248148");
        // 170 / (3 · 15/14) = 52.888…, a short: down
        assertThat(snapshot.nearestLiquidation().orElseThrow().price()).isEqualByComparingTo("52.888888888888888888");
        assertThat(snapshot.nearestLiquidation().orElseThrow().distance()).isEqualByComparingTo("0.322222222222222222");
    }

    @Test
    void of_dustShort_fartherAwayThanCanBeStored_isRoundedDownToWhatCan() {
        PerpPosition dust = new PerpPosition(
                "DUST",
                new BigDecimal("-0.00000001"),
                new BigDecimal("0.000001"),
                new BigDecimal("0.00000000000001"),
                BigDecimal.ZERO,
                new BigDecimal("1000000000"),
                MarginMode.ISOLATED,
                1,
                1,
                Optional.of(new BigDecimal("66666666666666666.6666666667")));
        AccountState state = new AccountState(
                Address.ZERO,
                AccountMode.STANDARD,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(dust),
                List.of());

        AccountSnapshot snapshot = Snapshots.of(
                Address.ZERO,
                state,
                HyperliquidMarginModel.assess(state, Map.of("DUST", MarginTable.singleTier(1))),
                Map.of(),
                Optional.empty());

        assertThat(snapshot.nearestLiquidation().orElseThrow().distance()).isEqualByComparingTo(AccountSnapshot.MAX);
    }

    @Test
    void of_refusedAccount_keepsTheReasonAndTheDelta() {
        AccountSnapshot snapshot = snapshot(AccountMode.UNIFIED);

        assertThat(snapshot.verdict()).isEqualTo("UNIFIED_ACCOUNT");
        assertThat(snapshot.equity()).isEmpty();
        assertThat(snapshot.healthFactor()).isEmpty();
        assertThat(snapshot.nearestLiquidation()).isEmpty();
        assertThat(snapshot.netDelta()).containsKey("HYPE");
    }
}
