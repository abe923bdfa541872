package io.plimsoll.examples.watch;

import io.plimsoll.core.kit.config.ConfigReader;
import io.plimsoll.core.kit.config.Default;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How the demo runs.
 *
 * @param once end after one run instead of serving the page
 * @param corpus folder of recorded accounts and prices; empty for made-up ones
 * @param data folder of the stores
 * @param port of the page; 0 for any free one
 * @param root where relative folders count from
 */
public record DemoSettings(
        @Default("false") boolean once,
        Optional<Path> corpus,
        @Default("examples/target/demo") Path data,
        @Default("8421") int port,
        @Default(".") Path root) {
    private static final int MAX_PORT = 65_535;

    public DemoSettings {
        List<String> problems = new ArrayList<>();
        Path base = root.toAbsolutePath().normalize();
        root = base;
        data = base.resolve(data).normalize();
        corpus = corpus.map(folder -> base.resolve(folder).normalize());
        corpus.ifPresent(folder -> RecordedWorld.PARTS.stream()
                .filter(part -> !Files.exists(folder.resolve(part)))
                .findFirst()
                .ifPresent(part -> problems.add("demo.corpus: " + folder + " has no " + part)));
        if (port < 0 || port > MAX_PORT) {
            problems.add("demo.port: " + port + " is not a port (0 to " + MAX_PORT + ")");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /**
     * Settings from the properties {@code demo.once}, {@code demo.corpus}, {@code demo.data}, {@code demo.port}, {@code
     * demo.root}, or the variables {@code DEMO_ONCE} and so on.
     *
     * @throws IllegalArgumentException that names all problems at once
     */
    public static DemoSettings from(Map<String, String> environment, Properties properties) {
        return new ConfigReader(environment, properties).read("demo", DemoSettings.class);
    }

    /** Folder of this run's store: recorded and made-up accounts are kept apart. */
    Path store() {
        return data.resolve(corpus.isPresent() ? "recorded" : "made-up").resolve("store");
    }
}
