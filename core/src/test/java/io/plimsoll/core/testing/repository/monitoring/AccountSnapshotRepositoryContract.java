package io.plimsoll.core.testing.repository.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AccountSnapshotRepository} must do. */
public abstract class AccountSnapshotRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(300);
    private static final Instant T2 = T0.plusSeconds(600);

    protected abstract MonitoringStore empty();

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
        AccountSnapshotRepository repository = empty().snapshots();
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
        AccountSnapshotRepository repository = empty().snapshots();
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
        AccountSnapshotRepository repository = empty().snapshots();
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
    void upsert_sameBucketAgain_hasTheNewDeltasAlone() {
        AccountSnapshotRepository repository = empty().snapshots();
        AccountSnapshot bare = snapshot(ALICE, T0, "1");
        Map<String, BigDecimal> deltas =
                Map.of("same", BigDecimal.ONE, "other", BigDecimal.TEN, "new", new BigDecimal("-0.5"));
        repository.upsert(snapshot(BOB, T0, "1").withNetDelta(Map.of("gone", BigDecimal.TEN)));
        repository.upsert(bare.withNetDelta(
                Map.of("same", new BigDecimal("1.0"), "other", BigDecimal.ONE, "gone", BigDecimal.ONE)));

        repository.upsert(bare.withNetDelta(deltas));

        assertThat(repository.latest(ALICE).orElseThrow().netDelta()).containsExactlyInAnyOrderEntriesOf(deltas);
        assertThat(repository.latest(BOB).orElseThrow().netDelta()).containsOnlyKeys("gone");
    }

    @Test
    void between_isInclusiveAscendingAndPerAccount() {
        AccountSnapshotRepository repository = empty().snapshots();
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
        AccountSnapshotRepository repository = empty().snapshots();
        repository.upsert(snapshot(ALICE, T0, "1"));
        repository.upsert(snapshot(ALICE, T1, "2"));
        repository.upsert(snapshot(BOB, T0, "9"));

        assertThat(repository.deleteOlderThan(T1)).isEqualTo(2);

        assertThat(repository.count()).isEqualTo(1);
        assertThat(repository.latest(ALICE).orElseThrow().bucket()).isEqualTo(T1);
        assertThat(repository.latest(BOB)).isEmpty();
    }

    @Test
    void upsertOfMany_tenThousandAccounts_inOneCall() {
        AccountSnapshotRepository repository = empty().snapshots();
        List<AccountSnapshot> snapshots = IntStream.range(0, 10_000)
                .mapToObj(i -> snapshot(account(i), T0, Integer.toString(i)))
                .toList();

        repository.upsert(snapshots);
        repository.upsert(snapshots.subList(9_000, 10_000));

        assertThat(repository.count()).isEqualTo(10_000);
        assertThat(repository.latest(account(9_999)).orElseThrow().equity().orElseThrow())
                .isEqualByComparingTo("9999");
    }

    @Test
    void upsertOfMany_sameBucketTwice_theLastCounts_evenIfItComesFirstByNumber() {
        AccountSnapshotRepository repository = empty().snapshots();
        AccountSnapshot last = snapshot(ALICE, T0, "1").withNetDelta(Map.of("SOL", BigDecimal.TEN));

        repository.upsert(List.of(snapshot(ALICE, T0, "2"), snapshot(BOB, T0, "3"), last));

        assertThat(repository.count()).isEqualTo(2);
        AccountSnapshot read = repository.latest(ALICE).orElseThrow();
        assertThat(read.equity().orElseThrow()).isEqualByComparingTo("1");
        assertThat(read.netDelta()).containsOnlyKeys("SOL");
    }

    @Test
    void upsertOfNone_doesNothing() {
        AccountSnapshotRepository repository = empty().snapshots();

        repository.upsert(List.of());

        assertThat(repository.count()).isZero();
        assertThat(repository.latest(List.of())).isEmpty();
    }

    @Test
    void latestOfMany_isTheNewestOfEachThatHasOne() {
        AccountSnapshotRepository repository = empty().snapshots();
        repository.upsert(List.of(
                snapshot(ALICE, T2, "3"), snapshot(ALICE, T0, "1"), snapshot(BOB, T1, "2"), snapshot(BOB, T0, "9")));

        SortedMap<Address, AccountSnapshot> latest = repository.latest(List.of(BOB, ALICE, Address.ZERO, BOB));

        assertThat(latest).containsOnlyKeys(ALICE, BOB);
        assertThat(latest.get(ALICE).bucket()).isEqualTo(T2);
        assertThat(latest.get(BOB).bucket()).isEqualTo(T1);
        assertThat(latest.get(BOB).netDelta()).containsOnlyKeys("HYPE", "BTC");
    }

    @Test
    void page_isNewestFirst_andStaysStableWhileRowsAreAdded() {
        AccountSnapshotRepository repository = empty().snapshots();
        List<Instant> buckets =
                IntStream.range(0, 7).mapToObj(i -> T0.plusSeconds(300L * i)).toList();
        buckets.forEach(bucket -> repository.upsert(snapshot(ALICE, bucket, "1")));
        repository.upsert(snapshot(BOB, T0, "9"));

        Page<AccountSnapshot> first = repository.page(ALICE, PageRequest.first(3));
        repository.upsert(snapshot(ALICE, T0.plusSeconds(9_000), "1"));
        Page<AccountSnapshot> second =
                repository.page(ALICE, PageRequest.first(4).after(first.next().orElseThrow()));

        assertThat(first.items())
                .extracting(AccountSnapshot::bucket)
                .containsExactly(buckets.get(6), buckets.get(5), buckets.get(4));
        assertThat(second.items())
                .extracting(AccountSnapshot::bucket)
                .containsExactly(buckets.get(3), buckets.get(2), buckets.get(1), buckets.get(0));
        assertThat(second.items()).allMatch(snapshot -> snapshot.netDelta().size() == 2);
        assertThat(second.next()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.page(ALICE, PageRequest.first(3).after(Cursor.of("yesterday"))));
    }

    private static Address account(int number) {
        return Address.parse(String.format("%040x", number));
    }
}
