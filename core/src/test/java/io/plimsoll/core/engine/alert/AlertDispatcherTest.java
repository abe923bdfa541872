package io.plimsoll.core.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertSink;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.Delivery.Status;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.engine.alert.AlertDispatcher.Route;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.config.Secret;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.metrics.MicrometerMetrics;
import io.plimsoll.core.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each sink against a receiver on loopback. */
class AlertDispatcherTest {
    private static final String TOKEN = "T0KEN-very-secret";

    /** Answers as Slack does, with a word that is no JSON; fails the first requests if told to. */
    private static final class Receiver extends FakeServer {
        final AtomicInteger failuresLeft = new AtomicInteger();

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return failuresLeft.getAndDecrement() > 0 ? text(503, "try later") : text(200, "ok");
        }
    }

    private final Receiver receiver = new Receiver();
    private final ManualClock clock = ManualClock.atNewYear();
    private final OkHttpClient http = new OkHttpClient();
    private final List<Delivery> log = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Secret url =
            new Secret(receiver.url().resolve("/hook/" + TOKEN).toString());

    @AfterEach
    void close() {
        receiver.close();
    }

    private AlertDispatcher dispatcher(AlertSink sink, Severity from) {
        return new AlertDispatcher(
                List.of(new Route(sink, from)),
                Duration.ofMinutes(10),
                log::add,
                new MicrometerMetrics(registry),
                clock);
    }

    private Alert alert(Severity severity, String key) {
        return new Alert(severity, "HYPE near its load line", "distance 1.2 %", key, clock.instant());
    }

    private List<Status> dispatch(AlertDispatcher dispatcher, Alert alert) {
        return dispatcher.dispatch(alert).stream().map(Delivery::status).toList();
    }

    private void delivers(AlertSink sink, String path, String body) {
        assertThat(dispatch(dispatcher(sink, Severity.INFO), alert(Severity.CRITICAL, "k")))
                .containsExactly(Status.SENT);
        assertThat(receiver.requests()).singleElement().isEqualTo("POST " + path + " " + body);
        assertThat(sink.toString() + sink.name()).doesNotContain(TOKEN);
    }

    @Test
    void webhook_getsAllFields() {
        delivers(
                HttpSink.webhook(http, url),
                "/hook/" + TOKEN,
                "{\"severity\":\"CRITICAL\",\"title\":\"HYPE near its load line\",\"text\":\"distance 1.2 %\","
                        + "\"key\":\"k\",\"time\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void slack_speaksSlack() {
        delivers(
                HttpSink.slack(http, url),
                "/hook/" + TOKEN,
                "{\"text\":\"CRITICAL *HYPE near its load line*\\ndistance 1.2 %\"}");
    }

    @Test
    void discord_mentionsNobody_andKeepsToItsLimit() {
        HttpSink discord = HttpSink.discord(http, url);
        AlertDispatcher dispatcher = dispatcher(discord, Severity.INFO);
        dispatcher.dispatch(new Alert(Severity.INFO, "t", "@everyone " + "x".repeat(5000), "k", clock.instant()));

        assertThat(receiver.requests()).singleElement().asString().contains("\"allowed_mentions\":{\"parse\":[]}");
        assertThat(receiver.requests().get(0).length()).isBetween(2000, 2150);
    }

    @Test
    void telegram_hidesTheBotsTokenInThePath() {
        HttpSink telegram = HttpSink.telegram(http, receiver.url(), new Secret("123:" + TOKEN), "42");

        dispatcher(telegram, Severity.INFO).dispatch(alert(Severity.WARNING, "k"));

        assertThat(receiver.requests())
                .singleElement()
                .asString()
                .startsWith("POST /bot123:" + TOKEN + "/sendMessage ")
                .contains("\"chat_id\":\"42\"");
        receiver.misbehave(HttpFault.SERVER_ERROR, "");
        Delivery failed = dispatcher(telegram, Severity.INFO)
                .dispatch(alert(Severity.WARNING, "other"))
                .get(0);
        assertThat(failed.toString()).doesNotContain(TOKEN).contains("500");
    }

    @Test
    void receiverFailsForAWhile_isTriedAgain() {
        receiver.failuresLeft.set(2);

        assertThat(dispatch(dispatcher(HttpSink.slack(http, url), Severity.INFO), alert(Severity.CRITICAL, "k")))
                .containsExactly(Status.SENT);
        assertThat(receiver.requests()).hasSize(3);
        assertThat(registry.get(MetricName.ALERTS_DELIVERED.id()).counter().count())
                .isEqualTo(1);
    }

    private List<HttpSink> sinks() {
        return List.of(
                HttpSink.webhook(http, url),
                HttpSink.slack(http, url),
                HttpSink.discord(http, url),
                HttpSink.telegram(http, receiver.url(), new Secret("123:" + TOKEN), "42"));
    }

    @Test
    void everySink_triesAServerErrorAgain() {
        for (HttpSink sink : sinks()) {
            receiver.failuresLeft.set(2);

            assertThat(dispatch(dispatcher(sink, Severity.INFO), alert(Severity.CRITICAL, sink.name())))
                    .as(sink.name())
                    .containsExactly(Status.SENT);
        }
        assertThat(receiver.requests()).hasSize(3 * sinks().size());
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void everySink_underEveryFault_neverTellsItsToken(HttpFault fault) {
        receiver.misbehave(fault, "");
        // one answer late by the time-out is enough to see what it says
        OkHttpClient impatient =
                http.newBuilder().callTimeout(Duration.ofMillis(200)).build();
        List<HttpSink> sinks = List.of(
                HttpSink.webhook(impatient, url),
                HttpSink.slack(impatient, url),
                HttpSink.discord(impatient, url),
                HttpSink.telegram(impatient, receiver.url(), new Secret("123:" + TOKEN), "42"));
        for (HttpSink sink : sinks) {
            List<Delivery> told = dispatcher(sink, Severity.INFO).dispatch(alert(Severity.CRITICAL, sink.name()));

            assertThat(told).singleElement().asString().doesNotContain(TOKEN);
            assertThat(log.toString() + sink).doesNotContain(TOKEN);
        }
    }

    @Test
    void receiverIsGone_isLogged_othersAreTold_andTheNextRepetitionIsTried() {
        List<Alert> toldElsewhere = new ArrayList<>();
        AlertSink other = new AlertSink() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public void deliver(Alert alert) {
                toldElsewhere.add(alert);
            }
        };
        receiver.failuresLeft.set(4);
        AlertDispatcher dispatcher = new AlertDispatcher(
                List.of(new Route(HttpSink.slack(http, url), Severity.INFO), new Route(other, Severity.INFO)),
                Duration.ofMinutes(10),
                log::add,
                new MicrometerMetrics(registry),
                clock);

        assertThat(dispatch(dispatcher, alert(Severity.CRITICAL, "k"))).containsExactly(Status.FAILED, Status.SENT);
        assertThat(log.get(0).error().orElseThrow()).contains("503").doesNotContain(TOKEN);
        assertThat(dispatch(dispatcher, alert(Severity.CRITICAL, "k"))).containsExactly(Status.SENT, Status.REPEATED);
        assertThat(toldElsewhere).hasSize(1);
        assertThat(registry.get(MetricName.ALERTS_FAILED.id()).counter().count())
                .isEqualTo(1);
    }

    @Test
    void repetition_isLeftOutForTheQuietTime() {
        AlertDispatcher dispatcher = dispatcher(new LogSink(), Severity.INFO);

        assertThat(dispatch(dispatcher, alert(Severity.WARNING, "k"))).containsExactly(Status.SENT);
        clock.advance(Duration.ofMinutes(9));
        assertThat(dispatch(dispatcher, alert(Severity.WARNING, "k"))).containsExactly(Status.REPEATED);
        assertThat(dispatch(dispatcher, alert(Severity.INFO, "another"))).containsExactly(Status.SENT);
        clock.advance(Duration.ofMinutes(1));
        assertThat(dispatch(dispatcher, alert(Severity.WARNING, "k"))).containsExactly(Status.SENT);
        assertThat(log).hasSize(4);
    }

    @Test
    void worseThanWhatWasTold_isNoRepetition() {
        AlertDispatcher dispatcher = dispatcher(new LogSink(), Severity.INFO);

        assertThat(dispatch(dispatcher, alert(Severity.WARNING, "k"))).containsExactly(Status.SENT);
        assertThat(dispatch(dispatcher, alert(Severity.CRITICAL, "k"))).containsExactly(Status.SENT);
        assertThat(dispatch(dispatcher, alert(Severity.CRITICAL, "k"))).containsExactly(Status.REPEATED);
        assertThat(dispatch(dispatcher, alert(Severity.WARNING, "k"))).containsExactly(Status.REPEATED);
    }

    @Test
    void sinkWithABug_keepsTheAlertFromNobody_andTellsNoSecret() {
        AlertSink broken = new AlertSink() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void deliver(Alert alert) {
                throw new IllegalStateException("no route to " + url.value());
            }
        };
        AlertDispatcher dispatcher = new AlertDispatcher(
                List.of(new Route(broken, Severity.INFO), new Route(HttpSink.slack(http, url), Severity.INFO)),
                Duration.ofMinutes(10),
                log::add,
                new MicrometerMetrics(registry),
                clock);

        assertThat(dispatch(dispatcher, alert(Severity.CRITICAL, "k"))).containsExactly(Status.FAILED, Status.SENT);
        assertThat(log.toString()).contains("IllegalStateException").doesNotContain(TOKEN);
        assertThat(dispatch(dispatcher, alert(Severity.CRITICAL, "k"))).containsExactly(Status.FAILED, Status.REPEATED);
    }

    @Test
    void lessSevereThanWanted_isFiltered() {
        AlertDispatcher dispatcher = dispatcher(HttpSink.slack(http, url), Severity.CRITICAL);

        assertThat(dispatch(dispatcher, alert(Severity.WARNING, "k"))).containsExactly(Status.FILTERED);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void urlThatIsNone_isRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSink.slack(http, new Secret("ftp://" + TOKEN)))
                .withMessage("the slack URL is not an http or https URL");
    }
}
