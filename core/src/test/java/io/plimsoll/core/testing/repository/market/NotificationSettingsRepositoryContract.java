package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.ALICE;
import static io.plimsoll.core.testing.repository.market.MarketSamples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.NotificationSettings;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.NotificationSettingsRepository;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link NotificationSettingsRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class NotificationSettingsRepositoryContract {
    /** A store without rows. */
    protected abstract MarketStore empty();

    @Test
    void upsert_readsBackAndReplacesWhole() {
        NotificationSettingsRepository settings = empty().notifications();
        NotificationSettings first = new NotificationSettings(
                ALICE, true, Severity.WARNING, Set.of("slack", "telegram"), Duration.ofMinutes(5));
        NotificationSettings second =
                new NotificationSettings(ALICE, false, Severity.CRITICAL, Set.of("slack"), Duration.ZERO);

        settings.upsert(first);
        assertThat(settings.find(ALICE)).contains(first);
        settings.upsert(second);
        settings.upsert(second);

        assertThat(settings.find(ALICE)).contains(second);
        assertThat(settings.find(BOB)).isEmpty();
    }

    @Test
    void delete_forgetsOne() {
        NotificationSettingsRepository settings = empty().notifications();
        settings.upsert(new NotificationSettings(ALICE, true, Severity.INFO, Set.of("a"), Duration.ZERO));
        settings.upsert(new NotificationSettings(BOB, true, Severity.INFO, Set.of("a"), Duration.ZERO));

        assertThat(settings.delete(ALICE)).isTrue();
        assertThat(settings.delete(ALICE)).isFalse();

        assertThat(settings.find(ALICE)).isEmpty();
        assertThat(settings.find(BOB)).isPresent();
    }
}
