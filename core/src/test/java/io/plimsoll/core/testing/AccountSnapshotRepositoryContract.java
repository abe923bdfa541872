package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AccountSnapshotRepository} must do. A subclass gives an empty one and is then a test class. */
public abstract class AccountSnapshotRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(300);
    private static final Instant T2 = T0.plusSeconds(600);

    protected abstract AccountSnapshotRepository empty();

    public static AccountSnapshot snapshot(Address address, Instant bucket, String equity) {
        return new AccountSnapshot(
                address,
                bucket,
                bucket.plusMillis(1_234),
                AccountMode.STANDARD,
                "OK",
                Optional.of(new BigDecimal(equity)),
                Optional.of(new BigDecimal("12.000000000000000001")),
                Optional.of(new BigDecimal("8.5")),
                Optional.of(new NearestLiquidation("HYPE", new BigDecimal("31.25"), new BigDecimal("0.1875"))),
                Map.of("HYPE", new BigDecimal("-12.5"), "BTC", new BigDecimal("0.00000001")),
                Optional.of(new BigDecimal("0.1095")));
    }

    @Test
    void upsert_thenLatest_readsBackExactly() {
        AccountSnapshotRepository repository = empty();
        AccountSnapshot largest = snapshot(ALICE, T0, "99999999999999999999.999999999999999999");

        repository.upsert(largest);

        AccountSnapshot read = repository.latest(ALICE).orElseThrow();
        assertThat(read)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(largest);
    }

    @Test
    void upsert_refusedAccount_keepsUnknownAsUnknown() {
        AccountSnapshotRepository repository = empty();
        AccountSnapshot refused = new AccountSnapshot(
                ALICE,
                T0,
                T0,
                AccountMode.UNIFIED,
                "COLLATERAL_IN_SPOT",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());

        repository.upsert(refused);

        assertThat(repository.latest(ALICE)).contains(refused);
    }

    @Test
    void upsert_sameBucketAgain_replacesWholeRow() {
        AccountSnapshotRepository repository = empty();
        repository.upsert(snapshot(ALICE, T0, "100"));
        AccountSnapshot second = new AccountSnapshot(
                ALICE,
                T0,
                T0.plusSeconds(200),
                AccountMode.STANDARD,
                "OK",
                Optional.of(new BigDecimal("101")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("ETH", BigDecimal.ONE),
                Optional.empty());

        repository.upsert(second);
        repository.upsert(second);

        assertThat(repository.count()).isEqualTo(1);
        AccountSnapshot read = repository.latest(ALICE).orElseThrow();
        assertThat(read.netDelta()).containsOnlyKeys("ETH");
        assertThat(read.equity().orElseThrow()).isEqualByComparingTo("101");
        assertThat(read.healthFactor()).isEmpty();
        assertThat(read.takenAt()).isEqualTo(T0.plusSeconds(200));
    }

    @Test
    void between_isInclusiveAscendingAndPerAccount() {
        AccountSnapshotRepository repository = empty();
        repository.upsert(snapshot(ALICE, T2, "3"));
        repository.upsert(snapshot(ALICE, T0, "1"));
        repository.upsert(snapshot(ALICE, T1, "2"));
        repository.upsert(snapshot(BOB, T1, "9"));

        assertThat(repository.between(ALICE, T0, T1))
                .extracting(AccountSnapshot::bucket)
                .containsExactly(T0, T1);
        assertThat(repository.between(ALICE, T1, T0)).isEmpty();
        assertThat(repository.latest(ALICE).orElseThrow().bucket()).isEqualTo(T2);
        assertThat(repository.latest(Address.ZERO)).isEmpty();
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        AccountSnapshotRepository repository = empty();
        repository.upsert(snapshot(ALICE, T0, "1"));
        repository.upsert(snapshot(ALICE, T1, "2"));
        repository.upsert(snapshot(BOB, T0, "9"));

        assertThat(repository.deleteOlderThan(T1)).isEqualTo(2);

        assertThat(repository.count()).isEqualTo(1);
        assertThat(repository.latest(ALICE).orElseThrow().bucket()).isEqualTo(T1);
        assertThat(repository.latest(BOB)).isEmpty();
    }
}
