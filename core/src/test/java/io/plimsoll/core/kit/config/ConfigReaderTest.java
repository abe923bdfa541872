package io.plimsoll.core.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    enum Mode {
        OFF,
        DRY_RUN
    }

    record Bot(
            @Default("dry-run") Mode mode,
            @Default("5s") Duration pollInterval,
            Secret privateKey,
            Optional<URI> endpoint,
            List<String> coins,
            @Default("0.5") BigDecimal minProfit,
            @Default("8421") int port,
            @Default("true") boolean verbose,
            @Default("data") Path folder,
            @Default("100") long limit) {
        Bot {
            if (port < 1) {
                throw new IllegalArgumentException("port must be positive, got " + port);
            }
        }
    }

    private static Bot read(Map<String, String> environment, String... properties) {
        Properties set = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            set.setProperty(properties[i], properties[i + 1]);
        }
        return new ConfigReader(environment, set).read("bot", Bot.class);
    }

    @Test
    void defaults_needOnlyWhatHasNone() {
        Bot bot = read(Map.of("BOT_PRIVATE_KEY", "0xabc"));

        assertThat(bot)
                .isEqualTo(new Bot(
                        Mode.DRY_RUN,
                        Duration.ofSeconds(5),
                        new Secret("0xabc"),
                        Optional.empty(),
                        List.of(),
                        new BigDecimal("0.5"),
                        8421,
                        true,
                        Path.of("data"),
                        100));
        assertThat(bot.toString()).doesNotContain("0xabc").contains("privateKey=***");
    }

    @Test
    void property_winsOverTheEnvironment_blankIsUnset() {
        Bot bot = read(
                Map.of(
                        "BOT_PRIVATE_KEY", "k",
                        "BOT_POLL_INTERVAL", "250ms",
                        "BOT_PORT", "1",
                        "BOT_ENDPOINT", "https://example.org/x",
                        "BOT_MIN_PROFIT", " ",
                        "BOT_VERBOSE", "off",
                        "BOT_COINS", "BTC, HYPE"),
                "bot.port",
                "2",
                "bot.mode",
                "off");

        assertThat(bot.port()).isEqualTo(2);
        assertThat(bot.mode()).isEqualTo(Mode.OFF);
        assertThat(bot.pollInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(bot.endpoint()).contains(URI.create("https://example.org/x"));
        assertThat(bot.coins()).containsExactly("BTC", "HYPE");
        assertThat(bot.minProfit()).isEqualTo("0.5");
        assertThat(bot.verbose()).isFalse();
    }

    @Test
    void blankPropertyOfABoolean_isTrue_blankVariableIsUnset() {
        record Flag(@Default("false") boolean on) {}
        Properties blank = new Properties();
        blank.setProperty("flag.on", "");

        assertThat(new ConfigReader(Map.of(), blank).read("flag", Flag.class).on())
                .isTrue();
        assertThat(new ConfigReader(Map.of("FLAG_ON", ""), new Properties())
                        .read("flag", Flag.class)
                        .on())
                .isFalse();
    }

    @Test
    void durations_haveTheUsualUnits() {
        for (String[] pair : new String[][] {{"90s", "PT1M30S"}, {"2m", "PT2M"}, {"1h", "PT1H"}, {"7d", "PT168H"}}) {
            assertThat(read(Map.of("BOT_PRIVATE_KEY", "k"), "bot.pollInterval", pair[0])
                            .pollInterval())
                    .isEqualTo(Duration.parse(pair[1]));
        }
    }

    @Test
    void allProblems_areInOneMessage_secretsHidden() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(
                        Map.of("BOT_MODE", "live!", "BOT_POLL_INTERVAL", "soon", "BOT_VERBOSE", "maybe"),
                        "bot.port",
                        "http",
                        "bot.minProfit",
                        "lots"))
                .withMessageContaining("bot.mode or BOT_MODE: 'live!' is not of type Mode, one of [OFF, DRY_RUN]")
                .withMessageContaining("'soon' is not of type Duration, such as 500ms")
                .withMessageContaining("'maybe' is not of type boolean")
                .withMessageContaining("bot.privateKey or BOT_PRIVATE_KEY is not set (Secret)")
                .withMessageContaining("bot.port or BOT_PORT: 'http' is not of type int")
                .withMessageContaining("'lots' is not of type BigDecimal");
    }

    @Test
    void whatTheRecordRefuses_isAProblemToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("BOT_PRIVATE_KEY", "k", "BOT_PORT", "0")))
                .withMessage("settings: port must be positive, got 0");
    }
}
