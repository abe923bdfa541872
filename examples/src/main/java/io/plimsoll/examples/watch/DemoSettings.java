package io.plimsoll.examples.watch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * How the demo runs.
 *
 * @param once end after one run instead of serving the page
 * @param corpus folder of recorded accounts and prices; empty for made-up ones
 * @param data folder of the store
 * @param port of the page; 0 for any free one
 */
public record DemoSettings(boolean once, Optional<Path> corpus, Path data, int port) {
    private static final int DEFAULT_PORT = 8421;

    /**
     * Settings from {@code demo.once}, {@code demo.corpus}, {@code demo.data}, {@code demo.port}; relative folders count
     * from {@code plimsoll.root}, the checkout.
     *
     * @throws IllegalArgumentException that names all problems at once
     */
    public static DemoSettings from(Properties properties) {
        List<String> problems = new ArrayList<>();
        Path root = Path.of(properties.getProperty("plimsoll.root", "."));
        String once = properties.getProperty("demo.once", "false");
        Optional<Path> corpus = Optional.ofNullable(properties.getProperty("demo.corpus"))
                .flatMap(text -> folder("demo.corpus", root, text, problems));
        corpus.ifPresent(folder -> RecordedWorld.PARTS.stream()
                .filter(part -> !Files.exists(folder.resolve(part)))
                .findFirst()
                .ifPresent(part -> problems.add("demo.corpus: " + folder + " has no " + part)));
        Optional<Path> data =
                folder("demo.data", root, properties.getProperty("demo.data", "examples/target/demo"), problems);
        int port = port(properties.getProperty("demo.port", Integer.toString(DEFAULT_PORT)), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new DemoSettings(
                once.isEmpty() || Boolean.parseBoolean(once),
                corpus,
                data.orElseThrow().resolve(corpus.isPresent() ? "recorded" : "made-up"),
                port);
    }

    private static Optional<Path> folder(String name, Path root, String text, List<String> problems) {
        try {
            return Optional.of(root.resolve(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            problems.add(name + ": " + text + " is not a path");
            return Optional.empty();
        }
    }

    private static int port(String text, List<String> problems) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problems.add("demo.port: " + text + " is not a port (0 to 65535)");
        return DEFAULT_PORT;
    }
}
