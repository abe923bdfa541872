package io.plimsoll.core.testing.repository.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Subscription;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.incident.SubscriptionRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link SubscriptionRepository} must do. */
public abstract class SubscriptionRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Subscription ALL_TO_LOG = new Subscription(ALICE, "log", IncidentFilter.ALL, true);
    private static final Subscription LARGE_TO_CHAT = new Subscription(
            ALICE, "chat", IncidentFilter.atLeast(Severity.WARNING).from(new BigDecimal("1000000.5")), true);
    private static final Subscription SOME_TO_BOB = new Subscription(
            BOB, "chat", IncidentFilter.ALL.of(EnumSet.of(IncidentType.EXPLOIT, IncidentType.CASCADE)), true);

    protected abstract IncidentStore empty();

    @Test
    void upsert_thenOf_readsBackBySink() {
        SubscriptionRepository subscriptions = empty().subscriptions();
        List.of(ALL_TO_LOG, LARGE_TO_CHAT, SOME_TO_BOB).forEach(subscriptions::upsert);

        assertThat(subscriptions.of(ALICE)).containsExactly(LARGE_TO_CHAT, ALL_TO_LOG);
        assertThat(subscriptions.of(BOB)).containsExactly(SOME_TO_BOB);
        assertThat(subscriptions.of(Address.ZERO)).isEmpty();
    }

    @Test
    void upsert_sameOwnerAndSink_replaces() {
        SubscriptionRepository subscriptions = empty().subscriptions();
        subscriptions.upsert(LARGE_TO_CHAT);
        Subscription everyType =
                new Subscription(ALICE, "chat", IncidentFilter.ALL.of(EnumSet.allOf(IncidentType.class)), false);

        subscriptions.upsert(everyType);

        assertThat(subscriptions.of(ALICE)).containsExactly(everyType);
    }

    @Test
    void wanting_asksTheFilterOfTheActive() {
        SubscriptionRepository subscriptions = empty().subscriptions();
        List.of(ALL_TO_LOG, LARGE_TO_CHAT, SOME_TO_BOB).forEach(subscriptions::upsert);
        subscriptions.upsert(new Subscription(BOB, "paused", IncidentFilter.ALL, false));

        assertThat(subscriptions.wanting(incident(IncidentType.LARGE_TRADE, Severity.INFO, "5000000")))
                .containsExactly(ALL_TO_LOG);
        assertThat(subscriptions.wanting(incident(IncidentType.LARGE_TRADE, Severity.CRITICAL, "1000000.5")))
                .containsExactly(LARGE_TO_CHAT, ALL_TO_LOG);
        assertThat(subscriptions.wanting(incident(IncidentType.CASCADE, Severity.WARNING, "")))
                .containsExactly(ALL_TO_LOG, SOME_TO_BOB);
    }

    private static Incident incident(IncidentType type, Severity severity, String amount) {
        return IncidentRepositoryContract.incident(0, type, severity, "ETH", amount);
    }

    @Test
    void delete_isOfOneForgetOfAll() {
        SubscriptionRepository subscriptions = empty().subscriptions();
        List.of(ALL_TO_LOG, LARGE_TO_CHAT, SOME_TO_BOB).forEach(subscriptions::upsert);

        assertThat(subscriptions.delete(ALICE, "log")).isTrue();
        assertThat(subscriptions.delete(ALICE, "log")).isFalse();
        assertThat(subscriptions.forget(ALICE)).isEqualTo(1);

        assertThat(subscriptions.of(ALICE)).isEmpty();
        assertThat(subscriptions.wanting(incident(IncidentType.CASCADE, Severity.CRITICAL, "")))
                .isEqualTo(List.of(SOME_TO_BOB));
        assertThat(Set.copyOf(subscriptions.of(BOB))).hasSize(1);
    }
}
