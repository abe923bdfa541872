package io.plimsoll.core.testing.repository.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.incident.AuditEntry;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.AuditHead;
import io.plimsoll.core.domain.incident.AuditVerdict;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.AuditRepository;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link AuditRepository} must do. */
public abstract class AuditRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123456789Z");

    protected abstract IncidentStore empty();

    /** The event of this number. */
    public static AuditEvent event(int number) {
        String details = "{\"by\": \"ünïcödé 🚢\", \"number\": " + number + "}";
        return new AuditEvent(
                "event " + number,
                T0.plusSeconds(number),
                "alice",
                "incident.settled",
                "cascade " + number % 2,
                details);
    }

    @Test
    void append_chainsEachLineToTheOneBefore() {
        AuditRepository audit = empty().audit();
        assertThat(audit.head()).isEqualTo(AuditHead.EMPTY);
        assertThat(audit.verify()).isEqualTo(new AuditVerdict(0, AuditHead.EMPTY, Optional.empty()));

        AuditEntry first = audit.append(event(1));
        AuditEntry second = audit.append(event(2));

        assertThat(first).isEqualTo(AuditEntry.after(AuditHead.EMPTY, event(1)));
        assertThat(second).isEqualTo(AuditEntry.after(first.head(), event(2)));
        assertThat(audit.head()).isEqualTo(second.head());
        assertThat(audit.page(PageRequest.first(9)).items()).containsExactly(second, first);
        assertThat(audit.verify()).isEqualTo(new AuditVerdict(2, second.head(), Optional.empty()));
    }

    @Test
    void append_sameEventAgain_addsNothing() {
        AuditRepository audit = empty().audit();
        AuditEntry first = audit.append(event(1));
        audit.append(event(2));

        assertThat(audit.append(event(1))).isEqualTo(first);
        assertThat(audit.append(List.of(event(3), event(1), event(3))))
                .extracting(AuditEntry::number)
                .containsExactly(3L, 1L, 3L);
        assertThat(audit.append(List.of())).isEmpty();
        assertThat(audit.head().number()).isEqualTo(3);
        assertThat(audit.verify().intact()).isTrue();
    }

    @Test
    void pages_goBackFromTheNewest() {
        AuditRepository audit = empty().audit();
        for (int i = 1; i <= 5; i++) {
            audit.append(event(i));
        }

        Page<AuditEntry> page = audit.about("cascade 1", PageRequest.first(2));
        assertThat(page.items()).extracting(AuditEntry::number).containsExactly(5L, 3L);
        audit.append(event(7));
        assertThat(audit.about(
                        "cascade 1", PageRequest.first(2).after(page.next().orElseThrow())))
                .satisfies(last ->
                        assertThat(last.items()).extracting(AuditEntry::number).containsExactly(1L))
                .satisfies(last -> assertThat(last.next()).isEmpty());
        assertThat(audit.about("nothing", PageRequest.first(2)).items()).isEmpty();
    }

    @Test
    void page_cursorOfSomethingElse_isCallersMistake() {
        AuditRepository audit = empty().audit();
        for (Cursor cursor : List.of(new Cursor("?"), Cursor.of("x"), Cursor.of("1", "2"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> audit.page(PageRequest.first(1).after(cursor)));
        }
    }

    @Test
    void append_bySeveralAtOnce_isOneChain() throws Exception {
        AuditRepository audit = empty().audit();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> appends = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                // each event twice
                AuditEvent event = event(i / 2);
                appends.add(threads.submit(() -> audit.append(event)));
            }
            for (Future<?> append : appends) {
                append.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(audit.verify().entries()).isEqualTo(20);
        assertThat(audit.verify().intact()).isTrue();
    }
}
