package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.ALICE;
import static io.plimsoll.core.testing.repository.market.MarketSamples.BOB;
import static io.plimsoll.core.testing.repository.market.MarketSamples.T0;
import static io.plimsoll.core.testing.repository.market.MarketSamples.all;
import static io.plimsoll.core.testing.repository.market.MarketSamples.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.PositionSnapshot;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.PositionSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PositionSnapshotRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class PositionSnapshotRepositoryContract {
    /** A store without rows. */
    protected abstract MarketStore empty();

    private static PositionSnapshot snapshot(Address account, String coin, int second, String size) {
        return new PositionSnapshot(
                account,
                T0.plusSeconds(second),
                new PerpPosition(
                        coin,
                        new BigDecimal(size),
                        new BigDecimal("31.25"),
                        new BigDecimal("312.5"),
                        new BigDecimal("-1.000000000000000001"),
                        new BigDecimal("62.5"),
                        MarginMode.ISOLATED,
                        5,
                        10,
                        second == 0 ? Optional.empty() : Optional.of(new BigDecimal("25.125"))));
    }

    @Test
    void upsert_readsBackExactly() {
        PositionSnapshotRepository positions = empty().positions();
        List<PositionSnapshot> two =
                List.of(snapshot(ALICE, "HYPE", 0, "-0.000000000000000001"), snapshot(ALICE, "HYPE", 1, "10"));

        positions.upsert(two);

        assertThat(positions.between(ALICE, "HYPE", T0, T0.plusSeconds(1)))
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactlyElementsOf(two);
    }

    @Test
    void upsert_sameTimeAgain_replacesWhole() {
        PositionSnapshotRepository positions = empty().positions();
        positions.upsert(List.of(snapshot(ALICE, "HYPE", 0, "1"), snapshot(ALICE, "HYPE", 0, "2")));
        positions.upsert(List.of(snapshot(ALICE, "HYPE", 0, "-3")));
        positions.upsert(List.of());

        assertThat(positions.latest(ALICE))
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactly(snapshot(ALICE, "HYPE", 0, "-3"));
    }

    @Test
    void latest_isWhatWasHeldAtTheNewestTime() {
        PositionSnapshotRepository positions = empty().positions();
        positions.upsert(List.of(
                snapshot(ALICE, "HYPE", 1, "1"),
                snapshot(ALICE, "BTC", 1, "2"),
                snapshot(ALICE, "HYPE", 2, "3"),
                snapshot(ALICE, "ETH", 2, "4"),
                snapshot(BOB, "BTC", 9, "5")));

        // BTC was closed in between
        assertThat(positions.latest(ALICE))
                .extracting(snapshot -> snapshot.position().coin())
                .containsExactly("ETH", "HYPE");
        assertThat(positions.latest(Address.ZERO)).isEmpty();
    }

    @Test
    void page_isNewestFirst() {
        PositionSnapshotRepository positions = empty().positions();
        positions.upsert(IntStream.range(0, 5)
                .mapToObj(i -> snapshot(ALICE, "HYPE", i, "1"))
                .toList());
        positions.upsert(List.of(snapshot(ALICE, "BTC", 2, "1"), snapshot(BOB, "HYPE", 3, "1")));

        for (int limit : List.of(1, 2, 5)) {
            assertThat(all(limit, request -> positions.page(ALICE, "HYPE", request)))
                    .extracting(PositionSnapshot::time)
                    .containsExactly(T0.plusSeconds(4), T0.plusSeconds(3), T0.plusSeconds(2), T0.plusSeconds(1), T0);
        }
    }

    @Test
    void between_isInclusiveAndPerPosition() {
        PositionSnapshotRepository positions = empty().positions();
        positions.upsert(IntStream.range(0, 4)
                .mapToObj(i -> snapshot(ALICE, "HYPE", i, "1"))
                .toList());
        positions.upsert(List.of(snapshot(ALICE, "BTC", 2, "1"), snapshot(BOB, "HYPE", 2, "1")));

        assertThat(positions.between(ALICE, "HYPE", T0.plusSeconds(1), T0.plusSeconds(2)))
                .extracting(PositionSnapshot::time)
                .containsExactly(T0.plusSeconds(1), T0.plusSeconds(2));
        assertThat(positions.between(ALICE, "HYPE", T0.plusSeconds(2), T0.plusSeconds(1)))
                .isEmpty();
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        PositionSnapshotRepository positions = empty().positions();
        positions.upsert(List.of(
                snapshot(ALICE, "HYPE", 0, "1"), snapshot(BOB, "BTC", 0, "1"), snapshot(ALICE, "HYPE", 1, "1")));

        assertThat(positions.deleteOlderThan(T0.plusSeconds(1))).isEqualTo(2);

        assertThat(positions.latest(ALICE)).hasSize(1);
        assertThat(positions.latest(BOB)).isEmpty();
    }
}
