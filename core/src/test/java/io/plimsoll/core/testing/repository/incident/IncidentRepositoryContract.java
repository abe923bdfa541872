package io.plimsoll.core.testing.repository.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentSource;
import io.plimsoll.core.domain.incident.IncidentTotal;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Recovery;
import io.plimsoll.core.domain.incident.RecoveryStatus;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentRepository;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentRepository} must do. */
public abstract class IncidentRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final PageRequest ALL = PageRequest.first(100);

    protected abstract IncidentStore empty();

    /** A cascade in ETH that began so many seconds after {@code 2026-03-01T12:00:00Z}; the amount may be empty. */
    public static Incident incident(int second, IncidentType type, Severity severity, String subject, String amount) {
        Instant start = T0.plusSeconds(second);
        return new Incident(
                Incident.id(type, subject, start),
                type,
                severity,
                subject,
                start,
                start.plusMillis(1_500),
                new BigDecimal("71.5"),
                Map.of("count", new BigDecimal("30"), "impact", new BigDecimal("41.5")),
                amount.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(amount)),
                "radar",
                "a title",
                "the facts, 'quoted' -- ünïcödé 🚢",
                Set.of("liquidation " + second, "another"));
    }

    private static Incident cascade(int second) {
        return incident(second, IncidentType.CASCADE, Severity.WARNING, "ETH", "1000000.25");
    }

    @Test
    void upsert_thenFind_readsBackExactly() {
        IncidentRepository incidents = empty().incidents();
        Incident cascade = cascade(0);

        incidents.upsert(cascade);

        assertThat(incidents.find(cascade.id())).contains(cascade);
        assertThat(incidents.find("nothing")).isEmpty();
    }

    @Test
    void upsert_ofUnknownAmountWithoutParts_keepsUnknownAsUnknown() {
        IncidentRepository incidents = empty().incidents();
        Incident bare = new Incident(
                "exploit",
                IncidentType.EXPLOIT,
                Severity.CRITICAL,
                "vault",
                T0,
                T0,
                BigDecimal.ZERO,
                Map.of(),
                Optional.empty(),
                "radar",
                "",
                "",
                Set.of());

        incidents.upsert(bare);

        assertThat(incidents.find("exploit")).contains(bare);
    }

    @Test
    void upsert_grown_replacesWithAllParts() {
        IncidentRepository incidents = empty().incidents();
        Incident small = cascade(0);
        Incident grown = new Incident(
                small.id(),
                small.type(),
                Severity.CRITICAL,
                small.subject(),
                small.startedAt(),
                small.lastSeenAt().plusSeconds(60),
                new BigDecimal("99"),
                Map.of("speed", BigDecimal.TEN),
                Optional.of(new BigDecimal("7")),
                "radar",
                "grown",
                "more",
                Set.of("another", "a third"));
        incidents.upsert(List.of(small, cascade(1)));

        incidents.upsert(List.of(small, grown));
        incidents.upsert(grown);

        assertThat(incidents.find(small.id())).contains(grown);
        assertThat(incidents.page(IncidentFilter.ALL, ALL).items()).containsExactly(cascade(1), grown);
    }

    @Test
    void upsert_bySourcesThatDiffer_keepsTheWordOfTheMoreTrusted() {
        IncidentStore store = empty();
        IncidentRepository incidents = store.incidents();
        store.sources().upsert(List.of(new IncidentSource("radar", 1, true), new IncidentSource("news", 5, true)));
        Incident byNobody = toldBy("rumour", 1);
        Incident byNews = toldBy("news", 2);
        Incident byRadar = toldBy("radar", 3);

        incidents.upsert(byNobody);
        incidents.upsert(toldBy("gossip", 4));
        assertThat(incidents.find(byNobody.id())).contains(toldBy("gossip", 4));
        incidents.upsert(byNews);
        incidents.upsert(byNobody);
        assertThat(incidents.find(byNews.id())).contains(byNews);
        incidents.upsert(List.of(byRadar, byNews, byNobody));
        incidents.upsert(List.of(byNobody, byNews));
        assertThat(incidents.find(byRadar.id())).contains(byRadar);
        incidents.upsert(toldBy("radar", 6));
        assertThat(incidents.find(byRadar.id())).contains(toldBy("radar", 6));
    }

    private static Incident toldBy(String source, int points) {
        Incident incident = cascade(0);
        return new Incident(
                incident.id(),
                incident.type(),
                incident.severity(),
                incident.subject(),
                incident.startedAt(),
                incident.lastSeenAt(),
                BigDecimal.valueOf(points),
                Map.of(source, BigDecimal.valueOf(points)),
                incident.amount(),
                source,
                "as " + source + " has it",
                "",
                Set.of(source));
    }

    @Test
    void page_filtered_showsOnlyThoseThatMatchNewestFirst() {
        IncidentRepository incidents = empty().incidents();
        Incident info = incident(1, IncidentType.LARGE_TRADE, Severity.INFO, "BTC", "10");
        Incident warning = incident(2, IncidentType.CASCADE, Severity.WARNING, "ETH", "");
        Incident critical = incident(3, IncidentType.EXPLOIT, Severity.CRITICAL, "BTC", "100");
        incidents.upsert(List.of(info, warning, critical));

        Function<IncidentFilter, List<Incident>> page =
                filter -> incidents.page(filter, ALL).items();
        assertThat(page.apply(IncidentFilter.ALL)).containsExactly(critical, warning, info);
        assertThat(page.apply(IncidentFilter.atLeast(Severity.WARNING))).containsExactly(critical, warning);
        assertThat(page.apply(IncidentFilter.ALL.of(Set.of(IncidentType.CASCADE, IncidentType.LARGE_TRADE))))
                .containsExactly(warning, info);
        assertThat(page.apply(IncidentFilter.ALL.from(BigDecimal.TEN))).containsExactly(critical, info);
        assertThat(page.apply(IncidentFilter.atLeast(Severity.CRITICAL)
                        .of(Set.of(IncidentType.EXPLOIT))
                        .from(new BigDecimal("100.1"))))
                .isEmpty();
        assertThat(incidents.about("BTC", ALL).items()).containsExactly(critical, info);
    }

    @Test
    void page_walkedWhileIncidentsCome_showsEachOnce() {
        IncidentRepository incidents = empty().incidents();
        List<Incident> stored = IntStream.range(0, 7)
                .mapToObj(i -> incident(i / 3, IncidentType.LARGE_TRADE, Severity.INFO, "coin " + i, "1"))
                .toList();
        incidents.upsert(stored);

        List<String> walked = new ArrayList<>();
        PageRequest request = PageRequest.first(2);
        Optional<Cursor> next;
        do {
            Page<Incident> page = incidents.page(IncidentFilter.ALL, request);
            page.items().forEach(incident -> walked.add(incident.subject()));
            next = page.next();
            request = request.after(next.orElse(new Cursor("")));
            incidents.upsert(cascade(1000 + walked.size()));
        } while (next.isPresent());

        assertThat(walked).containsExactly("coin 6", "coin 5", "coin 4", "coin 3", "coin 2", "coin 1", "coin 0");
    }

    @Test
    void note_survivesThatTheIncidentIsToldAgain() {
        IncidentRepository incidents = empty().incidents();
        incidents.upsert(List.of(cascade(0), cascade(1), cascade(2)));
        Recovery lost = recovery(0, RecoveryStatus.LOST, Optional.empty());
        Recovery partly = recovery(1, RecoveryStatus.RECOVERING, Optional.of(new BigDecimal("0.000001")));

        assertThat(incidents.note(recovery(0, RecoveryStatus.OPEN, Optional.empty())))
                .isTrue();
        assertThat(incidents.note(lost)).isTrue();
        assertThat(incidents.note(partly)).isTrue();
        assertThat(incidents.note(recovery(9, RecoveryStatus.LOST, Optional.empty())))
                .isFalse();
        incidents.upsert(List.of(cascade(0), cascade(1)));

        assertThat(incidents.recoveries(List.of(
                        cascade(0).id(),
                        cascade(0).id(),
                        cascade(1).id(),
                        cascade(2).id(),
                        "x")))
                .isEqualTo(Map.of(lost.incident(), lost, partly.incident(), partly));
        assertThat(incidents.recoveries(List.of())).isEmpty();
        assertThat(incidents.unsettled(ALL).items()).containsExactly(cascade(2), cascade(1));
        assertThat(incidents.unsettled(PageRequest.first(1)).next()).isPresent();
        incidents.note(recovery(0, RecoveryStatus.OPEN, Optional.empty()));
        assertThat(incidents.unsettled(ALL).items()).hasSize(3);
    }

    private static Recovery recovery(int second, RecoveryStatus status, Optional<BigDecimal> recovered) {
        return new Recovery(cascade(second).id(), status, recovered, "noted", T0.plusSeconds(3600));
    }

    @Test
    void totals_countUnknownAmountsApart() {
        IncidentRepository incidents = empty().incidents();
        incidents.upsert(List.of(
                incident(0, IncidentType.EXPLOIT, Severity.CRITICAL, "a", "0.5"),
                incident(1, IncidentType.EXPLOIT, Severity.CRITICAL, "b", ""),
                incident(2, IncidentType.EXPLOIT, Severity.CRITICAL, "c", "1"),
                incident(2, IncidentType.EXPLOIT, Severity.WARNING, "d", ""),
                incident(2, IncidentType.CASCADE, Severity.CRITICAL, "e", "3"),
                incident(3, IncidentType.EXPLOIT, Severity.CRITICAL, "late", "8")));

        assertThat(incidents.totals(T0, T0.plusSeconds(2)))
                .containsExactly(
                        new IncidentTotal(IncidentType.CASCADE, Severity.CRITICAL, 1, 1, new BigDecimal("3")),
                        new IncidentTotal(IncidentType.EXPLOIT, Severity.WARNING, 1, 0, BigDecimal.ZERO),
                        new IncidentTotal(IncidentType.EXPLOIT, Severity.CRITICAL, 3, 2, new BigDecimal("1.5")));
        assertThat(incidents.totals(T0.plusSeconds(2), T0)).isEmpty();
    }

    @Test
    void deleteOlderThan_takesRecoveriesAlong() {
        IncidentRepository incidents = empty().incidents();
        incidents.upsert(List.of(cascade(0), cascade(60)));
        incidents.note(recovery(0, RecoveryStatus.LOST, Optional.empty()));

        assertThat(incidents.deleteOlderThan(cascade(0).lastSeenAt())).isZero();
        assertThat(incidents.deleteOlderThan(cascade(60).lastSeenAt())).isEqualTo(1);

        assertThat(incidents.page(IncidentFilter.ALL, ALL).items()).containsExactly(cascade(60));
        assertThat(incidents.recoveries(List.of(cascade(0).id()))).isEmpty();
    }
}
