package io.plimsoll.core.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.alert.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private static Incident incident(Instant lastSeen, String score, Optional<BigDecimal> amount) {
        return new Incident(
                "id",
                IncidentType.CASCADE,
                Severity.WARNING,
                "ETH",
                T0,
                lastSeen,
                new BigDecimal(score),
                Map.of(),
                amount,
                "radar",
                "",
                "",
                Set.of());
    }

    @Test
    void id_ofTheSameWindow_isTheSame() {
        assertThat(Incident.id(IncidentType.CASCADE, "ETH", T0)).isEqualTo("CASCADE|ETH|2026-03-01T12:00:00Z");
    }

    @Test
    void incident_thatCannotBe_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> incident(T0.minusNanos(1), "1", Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> incident(T0, "100.1", Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> incident(T0, "-1", Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> incident(T0, "1", Optional.of(new BigDecimal("-0.01"))));
    }

    @Test
    void filter_fromAnAmount_leavesTheUnknownOut() {
        IncidentFilter filter = IncidentFilter.ALL.from(BigDecimal.ZERO);

        assertThat(filter.matches(incident(T0, "1", Optional.empty()))).isFalse();
        assertThat(filter.matches(incident(T0, "1", Optional.of(BigDecimal.ZERO))))
                .isTrue();
        assertThat(IncidentFilter.ALL.matches(incident(T0, "1", Optional.empty())))
                .isTrue();
    }

    @Test
    void recovery_settled_isWhereNothingMoreIsExpected() {
        assertThat(RecoveryStatus.values())
                .filteredOn(RecoveryStatus::settled)
                .containsExactly(RecoveryStatus.RECOVERED, RecoveryStatus.LOST, RecoveryStatus.FALSE_ALARM);
    }
}
