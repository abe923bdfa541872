package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Independent truth, read in place from the folder of {@code -Dplimsoll.corpus}; a relative path counts from the
 * repository root. Without the property the test is skipped, unless {@code -Dplimsoll.required} names {@code corpus}.
 */
public final class Corpus {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path root;

    private Corpus(Path root) {
        this.root = root;
    }

    /** The corpus, or an end of the calling test: skipped where it may be missing, failed where it is required. */
    public static Corpus required() {
        String property = System.getProperty("plimsoll.corpus", "");
        if (property.isBlank()) {
            throw Required.missing(
                    "corpus",
                    StackWalker.getInstance()
                            .walk(frames ->
                                    frames.skip(1).findFirst().orElseThrow().getClassName()),
                    "no corpus, give its folder with -Dplimsoll.corpus=<folder>");
        }
        Path root = Path.of(System.getProperty("plimsoll.root", "."))
                .resolve(property)
                .normalize();
        assertThat(root).as("folder of -Dplimsoll.corpus").isDirectory();
        return new Corpus(root);
    }

    /** The path of a file or folder of the corpus. */
    public Path path(String relative) {
        return root.resolve(relative);
    }

    /** A JSON file. */
    public JsonNode json(String relative) {
        return read(root.resolve(relative));
    }

    /** The JSON files of a folder whose names start with {@code prefix}, by name. */
    public List<Path> files(String folder, String prefix) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the cases of one file: every case runs, then {@link #done} prints the count and fails on any difference. */
    public static final class Tally {
        private final String name;
        private final List<String> failures = new ArrayList<>();
        private int cases;

        public Tally(String name) {
            this.name = name;
        }

        /** Runs one case; an assertion or exception in it is kept for the end. */
        public void check(String label, Runnable test) {
            cases++;
            try {
                test.run();
            } catch (RuntimeException | AssertionError e) {
                failures.add(label + ": " + e);
            }
        }

        /** Prints the count; fails on any difference and on 0 cases. */
        @SuppressWarnings("SystemOut")
        public void done() {
            System.out.println("corpus " + name + ": " + cases + " cases, " + (cases - failures.size()) + " ok");
            assertThat(failures).as("differences in " + name).isEmpty();
            assertThat(cases).as("cases in " + name).isPositive();
        }
    }
}
