package io.plimsoll.core.engine.alert;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertSink;
import io.plimsoll.core.kit.config.Secret;
import io.plimsoll.core.kit.http.HttpJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Alerts as JSON to a URL: any webhook, or a chat service in its own words. The URL of a chat's webhook is a key to it: it is
 * kept like one and never shown. A delivery ends within the call timeout of the client, 10 s if it has none. Thread-safe.
 */
public final class HttpSink implements AlertSink {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int SLACK_LIMIT = 40_000;
    private static final int DISCORD_LIMIT = 2_000;
    private static final int TELEGRAM_LIMIT = 4_096;

    private final String name;
    private final HttpJson http;
    private final HttpUrl url;
    private final Function<Alert, Map<String, Object>> body;

    private HttpSink(String name, OkHttpClient http, HttpUrl url, Function<Alert, Map<String, Object>> body) {
        this.name = name;
        this.http = HttpJson.of(
                name, http, http.callTimeoutMillis() == 0 ? DEADLINE : Duration.ofMillis(http.callTimeoutMillis()));
        this.url = url;
        this.body = body;
    }

    /**
     * Any receiver: {@code {"severity", "title", "text", "key", "time"}}.
     *
     * @throws IllegalArgumentException if the secret is no http or https URL; it is not repeated
     */
    public static HttpSink webhook(OkHttpClient http, Secret url) {
        return new HttpSink("webhook", http, parse("webhook", url), alert -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("severity", alert.severity().name());
            fields.put("title", alert.title());
            fields.put("text", alert.text());
            fields.put("key", alert.key());
            fields.put("time", alert.time().toString());
            return fields;
        });
    }

    /**
     * A Slack channel, through an incoming webhook.
     *
     * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">incoming webhooks</a>
     */
    public static HttpSink slack(OkHttpClient http, Secret webhook) {
        return new HttpSink(
                "slack", http, parse("slack", webhook), alert -> Map.of("text", message(alert, "*", SLACK_LIMIT)));
    }

    /**
     * A Discord channel, through a webhook.
     *
     * @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">execute webhook</a>
     */
    public static HttpSink discord(OkHttpClient http, Secret webhook) {
        return new HttpSink(
                "discord",
                http,
                parse("discord", webhook),
                alert -> Map.of(
                        "content",
                        message(alert, "**", DISCORD_LIMIT),
                        "allowed_mentions",
                        Map.of("parse", new String[0])));
    }

    /**
     * A Telegram chat, through a bot.
     *
     * @param token of the bot
     * @param chat id of the chat
     * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a>
     */
    public static HttpSink telegram(OkHttpClient http, Secret token, String chat) {
        return telegram(http, HttpUrl.get("https://api.telegram.org"), token, chat);
    }

    static HttpSink telegram(OkHttpClient http, HttpUrl base, Secret token, String chat) {
        HttpUrl url = base.newBuilder()
                .addPathSegment("bot" + token.value())
                .addPathSegment("sendMessage")
                .build();
        return new HttpSink(
                "telegram", http, url, alert -> Map.of("chat_id", chat, "text", message(alert, "", TELEGRAM_LIMIT)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void deliver(Alert alert) {
        http.send(url, body.apply(alert));
    }

    /** Shows the kind of receiver and hides where it is. */
    @Override
    public String toString() {
        return "HttpSink[" + name + "]";
    }

    private static HttpUrl parse(String name, Secret url) {
        HttpUrl parsed = HttpUrl.parse(url.value());
        if (parsed == null) {
            throw new IllegalArgumentException("the " + name + " URL is not an http or https URL");
        }
        return parsed;
    }

    private static String message(Alert alert, String emphasis, int limit) {
        String message = alert.severity() + " " + emphasis + alert.title() + emphasis + "\n" + alert.text();
        return message.length() <= limit ? message : message.substring(0, limit - 1) + "…";
    }
}
