package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.hyperliquid.exchange.RecordedAnswers;
import io.plimsoll.hyperliquid.info.SameJson.Difference;
import io.plimsoll.hyperliquid.ws.Channels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded answers and frames of the venue: every field of every one is in our records with the value that the venue gave
 * it, or stands in {@link #NOT_MAPPED} with a reason.
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
        Corpus.Tally tally = new Corpus.Tally(name);
        Set<String> seen = new HashSet<>();
        for (Recording recording : Recording.of(file)) {
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

    private static List<Difference> differences(Recording recording) {
        JsonNode body = recording.body();
        return switch (recording.kind()) {
            case INFO ->
                recording.type().map(type -> differences(request(type), body)).orElseGet(() -> byShape(body));
            case EXCHANGE -> SameJson.differences(body, RecordedAnswers.reread(body));
            case FRAME ->
                SameJson.differences(body, Channels.parse(recording.type().orElseThrow(), bytes(body)));
        };
    }

    private static InfoRequest<?> request(String type) {
        InfoRequest<?> request = EveryInfoRequest.BY_TYPE.get(type);
        assertThat(request).as("endpoint of type " + type).isNotNull();
        return request;
    }

    /** Where no name tells the endpoint, one of them must read the whole body, as its answer or as a row of it. */
    private static List<Difference> byShape(JsonNode body) {
        Map<String, List<Difference>> nearly = new LinkedHashMap<>();
        for (JsonNode form : List.of(
                body,
                body.isArray() ? body : JsonNodeFactory.instance.arrayNode().add(body))) {
            for (InfoRequest<?> request : EveryInfoRequest.BY_TYPE.values()) {
                if (request.type().equals("allMids")) {
                    continue; // any map of numbers would do
                }
                try {
                    nearly.put(request.type(), differences(request, form));
                } catch (MalformedResponse another) {
                    continue;
                }
                if (nearly.get(request.type()).isEmpty()) {
                    return List.of();
                }
            }
        }
        throw new AssertionError("no endpoint reads all of this body; nearest: " + nearly);
    }

    private static List<Difference> differences(InfoRequest<?> request, JsonNode body) {
        return SameJson.differences(body, request.parse(bytes(body)));
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
