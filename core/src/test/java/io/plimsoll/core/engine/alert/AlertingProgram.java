package io.plimsoll.core.engine.alert;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.engine.alert.AlertDispatcher.Route;
import io.plimsoll.core.kit.config.Secret;
import io.plimsoll.core.kit.metrics.MicrometerMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Alerts through every sink, with every logger of the process at its most talkative. */
final class AlertingProgram {
    private AlertingProgram() {}

    /** Arguments: URL of the receiver, the token. */
    public static void main(String[] args) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.ALL);

        HttpUrl receiver = HttpUrl.get(args[0]);
        Secret url = new Secret(args[0] + "hook/" + args[1]);
        OkHttpClient http = new OkHttpClient();
        AlertDispatcher dispatcher = new AlertDispatcher(
                List.of(
                        new Route(new LogSink(), Severity.INFO),
                        new Route(HttpSink.webhook(http, url), Severity.INFO),
                        new Route(HttpSink.slack(http, url), Severity.INFO),
                        new Route(HttpSink.discord(http, url), Severity.INFO),
                        new Route(HttpSink.telegram(http, receiver, new Secret(args[1]), "42"), Severity.INFO)),
                Duration.ofMinutes(10),
                delivery -> System.out.println("logged " + delivery),
                new MicrometerMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
        List<Delivery> told = dispatcher.dispatch(new Alert(Severity.CRITICAL, "title", "text", "key", Instant.now()));
        System.out.println("told " + told);
        System.exit(0);
    }
}
