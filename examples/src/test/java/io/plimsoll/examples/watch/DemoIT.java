package io.plimsoll.examples.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.testing.Corpus;
import io.plimsoll.core.testing.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    private static final Pattern VARIABLE = Pattern.compile("(#?)\\s*(DEMO_[A-Z_]+)=(.*)");
    private static final Pattern PAGE = Pattern.compile("page: (http://localhost:\\d+/)");

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.atNewYear();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Demo demo(boolean once, Optional<Path> corpus) {
        return new Demo(
                new DemoSettings(once, corpus, folder, 0, Path.of(".")),
                clock,
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void once_printsTheTable_storesIt_readsItBack_andNothingTwice() {
        demo(true, Optional.empty()).run();
        assertThat(printed())
                .contains("hedged desk", "cross mix", "isolated pair", "tiered whale", "unified")
                .contains("! unified: margin: UNIFIED_ACCOUNT")
                .contains("verified demo-routers#0 3/3")
                .endsWith("5 snapshots (5 new), 5 of this run read back\n");
        bytes.reset();

        demo(true, Optional.empty()).run();

        assertThat(printed()).endsWith("5 snapshots (0 new), 5 of this run read back\n");
    }

    @Test
    void serving_showsThePage_untilStopped() throws Exception {
        Demo demo = demo(false, Optional.empty());
        Thread thread = new Thread(demo::run, "demo");
        thread.start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> PAGE.matcher(printed()).find());
            Matcher page = PAGE.matcher(printed());
            assertThat(page.find()).isTrue();
            URI address = URI.create(page.group(1));

            assertThat(get(address)).contains("Where is my load line?");
            String json = get(address.resolve("/api/accounts"));
            assertThat(json)
                    .contains("\"name\":\"tiered whale\"", "\"verifiedBy\":\"demo-routers#0 3/3\"")
                    .contains("UNIFIED_ACCOUNT");
        } finally {
            demo.stop();
            thread.join(10_000);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    private static String get(URI address) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** The same path on the recorded accounts: ours and the venue's liquidation price beside each other. */
    @Test
    @Tag("corpus")
    void once_onTheCorpus_agreesWithTheVenue() {
        Path corpus = Corpus.required().path("");

        demo(true, Optional.of(corpus)).run();

        String comparison = printed().substring(printed().indexOf("liquidation, ours"));
        Corpus.Tally tally = new Corpus.Tally("hyperliquid/margin-accounts.json through the demo");
        comparison
                .lines()
                .skip(2)
                .takeWhile(line -> !line.isBlank())
                .forEach(line -> tally.check(line, () -> {
                    assertThat(line).doesNotContain("DIFFERENT");
                    String difference = line.substring(line.lastIndexOf(' ') + 1);
                    if (!difference.equals("none") && !difference.equals("—")) {
                        assertThat(Math.abs(Double.parseDouble(difference))).isLessThan(1e-8);
                    }
                }));
        tally.done();
        assertThat(printed()).contains("VENUE_DISAGREES", "PORTFOLIO_MARGIN", "verified pyth-pro-routers#1 3/3");
        bytes.reset();

        demo(true, Optional.of(corpus)).run();

        assertThat(printed()).contains(" snapshots (0 new)");
    }

    @Test
    void settings_folderThatIsNoCorpus_saysWhatIsMissing() {
        Properties properties = new Properties();
        properties.setProperty("demo.corpus", folder.toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoSettings.from(Map.of(), properties))
                .withMessage("settings: demo.corpus: " + folder + " has no hyperliquid/margin-accounts.json");
    }

    @Test
    void settings_allProblemsInOneMessage() {
        Properties properties = new Properties();
        properties.setProperty("demo.port", "eighty");
        properties.setProperty("demo.data", "\0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoSettings.from(Map.of(), properties))
                .withMessageContaining("demo.port")
                .withMessageContaining("demo.data");

        properties.remove("demo.data");
        properties.setProperty("demo.port", "65536");
        properties.setProperty("demo.corpus", folder.resolve("nowhere").toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoSettings.from(Map.of(), properties))
                .withMessageContaining("demo.port: 65536 is not a port")
                .withMessageContaining("demo.corpus");
    }

    /** What people copy must name every setting, and only what there is. */
    @Test
    void settings_envExample_isTheDefaults() throws Exception {
        Path file = Path.of(System.getProperty("plimsoll.root", ".."), "examples", ".env.example");
        Map<String, String> environment = new HashMap<>();
        Set<String> named = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                named.add(variable.group(2));
                if (variable.group(1).isEmpty()) {
                    environment.put(variable.group(2), variable.group(3));
                }
            }
        }

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DemoSettings.class.getRecordComponents())
                        .map(component -> "DEMO_" + component.getName().toUpperCase(Locale.ROOT))
                        .toList());
        assertThat(DemoSettings.from(environment, new Properties()))
                .isEqualTo(DemoSettings.from(Map.of(), new Properties()));
    }

    @Test
    void settings_defaultsNeedNothing() {
        DemoSettings settings = DemoSettings.from(Map.of(), new Properties());

        assertThat(settings.once()).isFalse();
        assertThat(settings.corpus()).isEmpty();
        assertThat(settings.store()).endsWithRaw(Path.of("examples/target/demo/made-up/store"));
        assertThat(settings.port()).isEqualTo(8421);
    }
}
