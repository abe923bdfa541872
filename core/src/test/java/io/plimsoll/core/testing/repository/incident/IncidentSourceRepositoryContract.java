package io.plimsoll.core.testing.repository.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.incident.IncidentSource;
import io.plimsoll.core.domain.incident.SourcePoll;
import io.plimsoll.core.domain.repository.incident.IncidentSourceRepository;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentSourceRepository} must do. */
public abstract class IncidentSourceRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final IncidentSource RADAR = new IncidentSource("radar", 1, true);
    private static final IncidentSource NEWS = new IncidentSource("news", 2, false);
    private static final IncidentSource ARCHIVE = new IncidentSource("archive", 2, true);

    protected abstract IncidentStore empty();

    @Test
    void all_isByPriorityThenName() {
        IncidentSourceRepository sources = empty().sources();

        sources.upsert(List.of(NEWS, ARCHIVE, RADAR));

        assertThat(sources.all()).containsExactly(RADAR, ARCHIVE, NEWS);
    }

    @Test
    void upsert_again_keepsWhatCameOfAsking() {
        IncidentSourceRepository sources = empty().sources();
        sources.upsert(List.of(RADAR));
        SourcePoll answer = new SourcePoll("radar", T0.plusSeconds(2), Optional.empty());
        SourcePoll failure = new SourcePoll("radar", T0.plusSeconds(3), Optional.of("HTTP 503"));
        assertThat(sources.note(new SourcePoll("radar", T0, Optional.empty()))).isTrue();
        assertThat(sources.note(new SourcePoll("radar", T0, Optional.of("time-out"))))
                .isTrue();
        assertThat(sources.note(answer)).isTrue();
        assertThat(sources.note(failure)).isTrue();
        assertThat(sources.note(new SourcePoll("unknown", T0, Optional.empty())))
                .isFalse();

        sources.upsert(List.of(new IncidentSource("radar", 9, false)));

        assertThat(sources.all()).containsExactly(new IncidentSource("radar", 9, false));
        assertThat(sources.lastAnswer("radar")).contains(answer);
        assertThat(sources.lastFailure("radar")).contains(failure);
        assertThat(sources.lastAnswer("unknown")).isEmpty();
    }

    @Test
    void delete_takesThePollsAlong() {
        IncidentSourceRepository sources = empty().sources();
        sources.upsert(List.of(RADAR, NEWS));
        sources.note(new SourcePoll("radar", T0, Optional.empty()));

        assertThat(sources.delete("radar")).isTrue();
        assertThat(sources.delete("radar")).isFalse();

        assertThat(sources.all()).containsExactly(NEWS);
        assertThat(sources.lastAnswer("radar")).isEmpty();
    }
}
