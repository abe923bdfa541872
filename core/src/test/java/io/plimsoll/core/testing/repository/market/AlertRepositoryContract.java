package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.ALICE;
import static io.plimsoll.core.testing.repository.market.MarketSamples.BOB;
import static io.plimsoll.core.testing.repository.market.MarketSamples.T0;
import static io.plimsoll.core.testing.repository.market.MarketSamples.all;
import static io.plimsoll.core.testing.repository.market.MarketSamples.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertCondition;
import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.repository.market.AlertRepository;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AlertRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class AlertRepositoryContract {
    /** A store without rows. */
    protected abstract MarketStore empty();

    private static MarketAlert alert(String id, Address user, String coin, boolean active) {
        return new MarketAlert(
                id,
                user,
                coin,
                AlertCondition.PRICE_ABOVE,
                new BigDecimal("100000.5"),
                Severity.WARNING,
                Set.of("telegram", "slack"),
                active,
                T0);
    }

    private static AlertState armed(String id) {
        return new AlertState(id, true, T0, Optional.of(new BigDecimal("99.5")), 0, Optional.empty());
    }

    private static AlertState fired(String id, Instant time, long times) {
        return new AlertState(id, false, time, Optional.of(new BigDecimal("101")), times, Optional.of(time));
    }

    private static FiredAlert firing(String id, Address user, Instant time, Delivery.Status... statuses) {
        Alert told =
                new Alert(Severity.WARNING, "BTC above 100", "BTC is 101 \u2265 100 \ud83d\ude80", "BTC above", time);
        List<Delivery> deliveries = IntStream.range(0, statuses.length)
                .mapToObj(i -> new Delivery(
                        told,
                        "sink" + i,
                        statuses[i],
                        statuses[i] == Delivery.Status.FAILED ? Optional.of("HTTP 500") : Optional.empty(),
                        time.plusMillis(250)))
                .toList();
        return new FiredAlert(id, user, "BTC", new BigDecimal("101"), told, deliveries);
    }

    @Test
    void upsert_readsBackAndReplacesWhole() {
        AlertRepository alerts = empty().alerts();
        MarketAlert first = alert("a", ALICE, "BTC", true);
        MarketAlert second = new MarketAlert(
                "a",
                ALICE,
                "ETH",
                AlertCondition.FUNDING,
                new BigDecimal("0.01"),
                Severity.CRITICAL,
                Set.of(),
                false,
                T0.plusSeconds(1));

        alerts.upsert(first);
        assertThat(alerts.find("a")).get().usingRecursiveComparison(exactly()).isEqualTo(first);
        alerts.upsert(second);
        alerts.upsert(second);

        assertThat(alerts.find("a")).get().usingRecursiveComparison(exactly()).isEqualTo(second);
        assertThat(alerts.find("A")).isEmpty();
    }

    @Test
    void of_givesAUsersOldestFirst() {
        AlertRepository alerts = empty().alerts();
        MarketAlert later = new MarketAlert(
                "a",
                ALICE,
                "ETH",
                AlertCondition.VOLUME_SPIKE,
                BigDecimal.TEN,
                Severity.INFO,
                Set.of("x"),
                false,
                T0.plusSeconds(1));
        alerts.upsert(later);
        alerts.upsert(alert("c", ALICE, "BTC", true));
        alerts.upsert(alert("b", ALICE, "BTC", true));
        alerts.upsert(alert("d", BOB, "BTC", true));

        assertThat(alerts.of(ALICE)).extracting(MarketAlert::id).containsExactly("b", "c", "a");
        assertThat(alerts.of(ALICE).get(0).sinks()).containsExactlyInAnyOrder("telegram", "slack");
        assertThat(alerts.of(Address.ZERO)).isEmpty();
    }

    @Test
    void active_goesThroughAllOfThemByMarket() {
        AlertRepository alerts = empty().alerts();
        alerts.upsert(alert("4", ALICE, "ETH", true));
        alerts.upsert(alert("3", BOB, "BTC", true));
        alerts.upsert(alert("1", ALICE, "BTC", true));
        alerts.upsert(alert("2", ALICE, "BTC", false));

        for (int limit : List.of(1, 2, 3)) {
            assertThat(all(limit, alerts::active)).extracting(MarketAlert::id).containsExactly("1", "3", "4");
        }
    }

    @Test
    void delete_takesTheStateAndLeavesTheHistory() {
        AlertRepository alerts = empty().alerts();
        alerts.upsert(alert("a", ALICE, "BTC", true));
        alerts.upsert(firing("a", ALICE, T0), fired("a", T0, 1));

        assertThat(alerts.delete("a")).isTrue();
        assertThat(alerts.delete("a")).isFalse();

        assertThat(alerts.find("a")).isEmpty();
        assertThat(alerts.states(List.of("a"))).isEmpty();
        assertThat(all(10, request -> alerts.history(ALICE, request))).hasSize(1);
    }

    @Test
    void states_areWrittenApartFromAlerts() {
        AlertRepository alerts = empty().alerts();
        alerts.upsert(alert("a", ALICE, "BTC", true));
        alerts.upsert(alert("b", ALICE, "BTC", true));
        alerts.upsert(alert("c", ALICE, "BTC", true));
        AlertState unknown = new AlertState("b", false, T0, Optional.empty(), 3, Optional.of(T0.minusSeconds(60)));

        alerts.upsertStates(List.of(unknown, armed("a"), armed("nobody")));
        alerts.upsert(alert("a", ALICE, "ETH", false));

        assertThat(alerts.states(List.of("nobody", "c", "b", "a", "a")))
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactly(armed("a"), unknown);
        assertThat(alerts.states(List.of())).isEmpty();
        alerts.upsert(alert("nobody", ALICE, "BTC", true));
        assertThat(alerts.states(List.of("nobody"))).isEmpty();
    }

    @Test
    void states_ofMany_areReadAtOnce() {
        AlertRepository alerts = empty().alerts();
        List<String> ids = IntStream.range(0, 2_500).mapToObj(Integer::toString).toList();
        alerts.upsert(alert("7", ALICE, "BTC", true));
        alerts.upsert(alert("2499", ALICE, "BTC", true));

        alerts.upsertStates(ids.stream().map(AlertRepositoryContract::armed).toList());

        assertThat(alerts.states(ids)).extracting(AlertState::alert).containsExactly("2499", "7");
    }

    @Test
    void fired_isStoredOnce_andAgainWithWhatCameOfIt() {
        AlertRepository alerts = empty().alerts();
        alerts.upsert(alert("a", ALICE, "BTC", true));
        FiredAlert before = firing("a", ALICE, T0);
        FiredAlert after = firing("a", ALICE, T0, Delivery.Status.SENT, Delivery.Status.FAILED);

        alerts.upsert(before, fired("a", T0, 1));
        assertThat(all(10, request -> alerts.history(ALICE, request)))
                .singleElement()
                .satisfies(found -> assertThat(found.isTold()).isFalse());
        alerts.upsert(after, fired("a", T0, 1));
        alerts.upsert(after, fired("a", T0, 1));

        assertThat(all(10, request -> alerts.history(ALICE, request)))
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactly(after);
        assertThat(alerts.states(List.of("a")))
                .usingRecursiveFieldByFieldElementComparator(exactly())
                .containsExactly(fired("a", T0, 1));
    }

    @Test
    void history_isNewestFirstAndPerUser() {
        AlertRepository alerts = empty().alerts();
        for (int i = 0; i < 3; i++) {
            Instant time = T0.plusSeconds(i / 2);
            alerts.upsert(firing("a" + i, ALICE, time, Delivery.Status.SENT), armed("a" + i));
            alerts.upsert(firing("b" + i, BOB, time, Delivery.Status.FAILED), armed("b" + i));
        }

        for (int limit : List.of(1, 2, 3)) {
            List<FiredAlert> history = all(limit, request -> alerts.history(ALICE, request));
            assertThat(history).extracting(FiredAlert::id).containsExactly("a2", "a1", "a0");
            assertThat(history).allMatch(FiredAlert::isTold);
        }
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        AlertRepository alerts = empty().alerts();
        alerts.upsert(alert("a", ALICE, "BTC", true));
        alerts.upsert(firing("a", ALICE, T0, Delivery.Status.SENT), fired("a", T0, 1));
        alerts.upsert(firing("a", ALICE, T0.plusSeconds(1), Delivery.Status.SENT), fired("a", T0.plusSeconds(1), 2));

        assertThat(alerts.deleteOlderThan(T0.plusSeconds(1))).isEqualTo(1);

        assertThat(all(10, request -> alerts.history(ALICE, request)))
                .extracting(found -> found.alert().time())
                .containsExactly(T0.plusSeconds(1));
        assertThat(alerts.find("a")).isPresent();
        assertThat(alerts.states(List.of("a"))).hasSize(1);
    }
}
