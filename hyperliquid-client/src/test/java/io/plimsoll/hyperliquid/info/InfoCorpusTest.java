package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.hyperliquid.info.Recording.Kind;
import io.plimsoll.hyperliquid.info.SameJson.Difference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded answers of the venue: every field of every one is in our records with the value that the venue gave it, or stands
 * in {@link #NOT_MAPPED} with a reason.
 */
@Tag("corpus")
class InfoCorpusTest {
    /** By file, then by path: why we do not map a field. */
    private static final Map<String, Map<String, String>> NOT_MAPPED = Map.of();

    @TestFactory
    Stream<DynamicTest> info_recordedAnswers_areKeptFieldByField() throws IOException {
        return files("hyperliquid/info");
    }

    @TestFactory
    Stream<DynamicTest> recent_recordedAnswers_areKeptFieldByField() throws IOException {
        return files("hyperliquid/recent");
    }

    private static Stream<DynamicTest> files(String folder) throws IOException {
        Corpus corpus = Corpus.required();
        try (Stream<Path> listed = Files.list(corpus.path(folder))) {
            List<Path> files = listed.sorted().toList();
            assertThat(files).as("files in " + folder).isNotEmpty();
            return files.stream().map(file -> {
                String name = folder + "/" + file.getFileName();
                return DynamicTest.dynamicTest(name, () -> check(name, file));
            });
        }
    }

    private static void check(String name, Path file) {
        Map<String, String> notMapped =
                NOT_MAPPED.getOrDefault(file.getFileName().toString(), Map.of());
        List<Recording> recordings = Recording.of(file);
        recordings.forEach(InfoCorpusTest::assumeReaders);
        Corpus.Tally tally = new Corpus.Tally(name);
        Set<String> seen = new HashSet<>();
        for (Recording recording : recordings) {
            tally.check(recording.label(), () -> {
                List<Difference> differences = differences(recording);
                differences.forEach(difference -> seen.add(difference.path()));
                assertThat(differences)
                        .filteredOn(difference -> !notMapped.containsKey(difference.path()))
                        .isEmpty();
            });
        }
        tally.done();
        assertThat(seen).as("fields of " + name + " that are not mapped").containsAll(notMapped.keySet());
    }

    private static void assumeReaders(Recording recording) {
        assumeThat(recording.kind() == Kind.FRAME ? RecordedReaders.FRAMES : RecordedReaders.EXCHANGE)
                .as("readers of " + recording.kind())
                .satisfiesAnyOf(
                        readers -> assertThat(recording.kind()).isEqualTo(Kind.INFO),
                        readers -> assertThat(readers).isNotEmpty());
    }

    private static List<Difference> differences(Recording recording) {
        byte[] json = recording.body().toString().getBytes(StandardCharsets.UTF_8);
        return switch (recording.kind()) {
            case INFO ->
                recording
                        .type()
                        .map(type -> SameJson.differences(
                                recording.body(), request(type).parse(json)))
                        .orElseGet(() -> byShape(recording.body(), json));
            case EXCHANGE -> read(RecordedReaders.EXCHANGE, "", recording.body(), json);
            case FRAME -> read(RecordedReaders.FRAMES, recording.type().orElseThrow(), recording.body(), json);
        };
    }

    private static InfoRequest<?> request(String type) {
        InfoRequest<?> request = EveryInfoRequest.BY_TYPE.get(type);
        assertThat(request).as("endpoint of type " + type).isNotNull();
        return request;
    }

    private static List<Difference> read(
            Map<String, Function<byte[], Object>> readers, String key, JsonNode body, byte[] json) {
        Function<byte[], Object> reader = readers.get(key);
        assertThat(reader).as("reader of " + key).isNotNull();
        return SameJson.differences(body, reader.apply(json));
    }

    /** Where no name tells the endpoint, one of them must read the whole body. */
    private static List<Difference> byShape(JsonNode body, byte[] json) {
        Map<String, List<Difference>> nearly = new LinkedHashMap<>();
        for (InfoRequest<?> request : EveryInfoRequest.BY_TYPE.values()) {
            List<Difference> differences = tryOut(request, body, json);
            if (differences != null) {
                nearly.put(request.type(), differences);
            }
        }
        return nearly.values().stream()
                .filter(List::isEmpty)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no endpoint reads all of this body; nearest: " + nearly));
    }

    private static @Nullable List<Difference> tryOut(InfoRequest<?> request, JsonNode body, byte[] json) {
        try {
            return SameJson.differences(body, request.parse(json));
        } catch (MalformedResponse another) {
            return null;
        }
    }
}
