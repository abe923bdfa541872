package io.plimsoll.core.testing.repository.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.Delivery.Status;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.DeliveryRepository;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DeliveryRepository} must do. */
public abstract class DeliveryRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final PageRequest ALL = PageRequest.first(100);

    protected abstract IncidentStore empty();

    private static Alert alert(int second) {
        return new Alert(Severity.WARNING, "title", "text", "key " + second, T0.plusSeconds(second));
    }

    private static DeliveryTask task(int second) {
        return DeliveryTask.pending(alert(second), "chat", T0.plusSeconds(second));
    }

    @Test
    void add_again_keepsWhatIsThere() {
        DeliveryRepository deliveries = empty().deliveries();
        assertThat(deliveries.add(List.of(task(0), task(1)))).isEqualTo(2);
        DeliveryTask claimed = deliveries.claim(1, T0, HOLD).get(0);

        assertThat(deliveries.add(List.of(task(0), DeliveryTask.pending(alert(0), "mail", T0))))
                .isEqualTo(1);

        assertThat(deliveries.find(alert(0), "chat")).contains(claimed);
        assertThat(deliveries.find(alert(1), "chat")).contains(task(1));
        assertThat(deliveries.find(alert(1), "mail")).isEmpty();
    }

    @Test
    void claim_takesWhatIsDueLongestDueFirstAndOnlyOnce() {
        DeliveryRepository deliveries = empty().deliveries();
        deliveries.add(List.of(task(3), task(1), task(2), task(60)));

        assertThat(deliveries.claim(2, T0.plusSeconds(10), HOLD))
                .containsExactly(task(1).claimed(T0.plusSeconds(40)), task(2).claimed(T0.plusSeconds(40)));
        assertThat(deliveries.claim(2, T0.plusSeconds(10), HOLD)).containsExactly(task(3).claimed(T0.plusSeconds(40)));
        assertThat(deliveries.claim(2, T0.plusSeconds(39), HOLD)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> deliveries.claim(0, T0, HOLD));
    }

    @Test
    void claim_ofWhoDied_passesOnAndTheDeadOneIsRefused() {
        DeliveryRepository deliveries = empty().deliveries();
        deliveries.add(List.of(task(0)));
        DeliveryTask first = deliveries.claim(1, T0, HOLD).get(0);

        DeliveryTask second = deliveries.claim(1, T0.plus(HOLD), HOLD).get(0);

        assertThat(second.attempts()).isEqualTo(2);
        assertThat(deliveries.sent(first, T0.plusSeconds(31))).isFalse();
        assertThat(deliveries.failed(first, "late", T0.plusSeconds(31))).isFalse();
        assertThat(deliveries.retry(first, "late", T0.plusSeconds(31))).isFalse();
        assertThat(deliveries.sent(second, T0.plusSeconds(32))).isTrue();
        assertThat(deliveries.sent(second, T0.plusSeconds(32))).isFalse();
        assertThat(deliveries.find(alert(0), "chat")).contains(second.sent(T0.plusSeconds(32)));
    }

    @Test
    void retry_comesBackWhenItIsDueUntilItIsGivenUp() {
        DeliveryRepository deliveries = empty().deliveries();
        deliveries.add(List.of(task(0)));
        DeliveryTask first = deliveries.claim(1, T0, HOLD).get(0);

        assertThat(deliveries.retry(first, "HTTP 503", T0.plusSeconds(5))).isTrue();
        assertThat(deliveries.find(alert(0), "chat").orElseThrow().error()).contains("HTTP 503");
        assertThat(deliveries.claim(1, T0.plusSeconds(4), HOLD)).isEmpty();
        DeliveryTask second = deliveries.claim(1, T0.plusSeconds(5), HOLD).get(0);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(deliveries.failed(second, "HTTP 404", T0.plusSeconds(6))).isTrue();

        assertThat(deliveries.claim(1, T0.plusSeconds(3600), HOLD)).isEmpty();
        assertThat(deliveries.find(alert(0), "chat")).contains(second.failed("HTTP 404", T0.plusSeconds(6)));
        assertThat(deliveries.countByState()).isEqualTo(Map.of(DeliveryState.FAILED, 1L));
    }

    @Test
    void claim_bySeveralAtOnce_givesEachToOne() throws Exception {
        DeliveryRepository deliveries = empty().deliveries();
        deliveries.add(IntStream.range(0, 60).mapToObj(i -> task(i)).toList());
        ExecutorService workers = Executors.newFixedThreadPool(4);
        List<String> claimed = new ArrayList<>();
        try {
            List<Future<List<DeliveryTask>>> claims = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                claims.add(workers.submit(() -> {
                    List<DeliveryTask> mine = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        mine.addAll(deliveries.claim(3, T0.plusSeconds(100), HOLD));
                    }
                    return mine;
                }));
            }
            for (Future<List<DeliveryTask>> claim : claims) {
                claim.get().forEach(task -> claimed.add(task.alert().key()));
            }
        } finally {
            workers.shutdownNow();
        }

        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void settle_takesTheLogOfADispatcher() {
        DeliveryRepository deliveries = empty().deliveries();
        Delivery sent = new Delivery(alert(0), "chat", Status.SENT, Optional.empty(), T0);
        Delivery failed = new Delivery(alert(0), "mail", Status.FAILED, Optional.of("HTTP 500"), T0);
        Delivery filtered = new Delivery(alert(1), "chat", Status.FILTERED, Optional.empty(), T0);

        Consumer<Delivery> log = deliveries::settle;
        List.of(sent, failed, filtered).forEach(log);
        deliveries.settle(List.of(sent, failed, filtered));

        assertThat(deliveries.find(alert(0), "mail")).contains(DeliveryTask.settled(failed));
        assertThat(deliveries.page(ALL).items())
                .extracting(DeliveryTask::state)
                .containsExactly(DeliveryState.FILTERED, DeliveryState.FAILED, DeliveryState.SENT);
        assertThat(deliveries.claim(9, T0.plusSeconds(9), HOLD)).isEmpty();
    }

    @Test
    void page_walked_showsEachOnceNewestFirst() {
        DeliveryRepository deliveries = empty().deliveries();
        deliveries.add(List.of(
                task(1),
                task(2),
                DeliveryTask.pending(alert(2), "mail", T0),
                DeliveryTask.pending(new Alert(Severity.INFO, "", "", "z", T0.plusSeconds(2)), "chat", T0)));
        deliveries.settle(List.of(new Delivery(alert(9), "chat", Status.SENT, Optional.empty(), T0)));

        List<String> walked = new ArrayList<>();
        PageRequest request = PageRequest.first(1);
        Optional<Cursor> next;
        do {
            Page<DeliveryTask> page = deliveries.page(DeliveryState.PENDING, request);
            page.items().forEach(task -> walked.add(task.alert().key() + " " + task.sink()));
            next = page.next();
            request = request.after(next.orElse(new Cursor("")));
        } while (next.isPresent());

        assertThat(walked).containsExactly("z chat", "key 2 mail", "key 2 chat", "key 1 chat");
        assertThat(deliveries.page(ALL).items()).hasSize(5);
    }

    @Test
    void page_cursorOfSomethingElse_isCallersMistake() {
        DeliveryRepository deliveries = empty().deliveries();
        for (Cursor cursor : List.of(
                new Cursor("?"), Cursor.of("x"), Cursor.of("x", "y", "z"), Cursor.of(T0.toString(), "a", "b\0"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> deliveries.page(PageRequest.first(1).after(cursor)));
        }
    }

    @Test
    void deleteOlderThan_leavesWhatIsNotSettled() {
        DeliveryRepository deliveries = empty().deliveries();
        deliveries.add(List.of(task(0)));
        deliveries.settle(List.of(
                new Delivery(alert(1), "chat", Status.SENT, Optional.empty(), T0.plusSeconds(1)),
                new Delivery(alert(2), "chat", Status.SENT, Optional.empty(), T0.plusSeconds(2))));

        assertThat(deliveries.deleteOlderThan(T0.plusSeconds(2))).isEqualTo(1);
        assertThat(deliveries.countByState()).isEqualTo(Map.of(DeliveryState.PENDING, 1L, DeliveryState.SENT, 1L));
    }
}
