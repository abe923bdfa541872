package io.plimsoll.core.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketAlertTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Alert TOLD = new Alert(Severity.INFO, "title", "text", "key", T0);

    private static Delivery delivery(String sink, Delivery.Status status) {
        return new Delivery(TOLD, sink, status, Optional.empty(), T0);
    }

    private static FiredAlert fired(Delivery... deliveries) {
        return new FiredAlert("a", Address.ZERO, "BTC", BigDecimal.ONE, TOLD, List.of(deliveries));
    }

    /** The dashboard this is modelled on took an alert for told when every channel had failed. */
    @Test
    void fired_everySinkFailed_isNotTold() {
        assertThat(fired().isTold()).isFalse();
        assertThat(fired(delivery("a", Delivery.Status.FAILED), delivery("b", Delivery.Status.REPEATED))
                        .isTold())
                .isFalse();
        assertThat(fired(delivery("b", Delivery.Status.SENT), delivery("a", Delivery.Status.FAILED))
                        .isTold())
                .isTrue();
    }

    @Test
    void fired_deliveries_areInOrderAndOnePerSink() {
        assertThat(fired(delivery("b", Delivery.Status.SENT), delivery("a", Delivery.Status.SENT))
                        .deliveries())
                .extracting(Delivery::sink)
                .containsExactly("a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fired(delivery("a", Delivery.Status.SENT), delivery("a", Delivery.Status.SENT)));
        Alert other = new Alert(Severity.INFO, "title", "text", "key", T0.plusSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fired(new Delivery(other, "a", Delivery.Status.SENT, Optional.empty(), T0)));
    }

    @Test
    void nonsense_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MarketAlert(
                        " ",
                        Address.ZERO,
                        "BTC",
                        AlertCondition.PRICE_BELOW,
                        BigDecimal.ONE,
                        Severity.INFO,
                        Set.of(),
                        true,
                        T0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlertState("a", true, T0, Optional.empty(), 1, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlertState("a", true, T0, Optional.empty(), 0, Optional.of(T0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new NotificationSettings(Address.ZERO, true, Severity.INFO, Set.of(), Duration.ofMillis(1)));
    }
}
