package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.hyperliquid.exchange.RecordedAnswers;
import io.plimsoll.hyperliquid.info.SameJson.Difference;
import io.plimsoll.hyperliquid.ws.Channels;
import io.plimsoll.hyperliquid.ws.ControlFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
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

    /** What is read by one of these by accident proves nothing: any map of numbers, or any variant of events. */
    private static final Set<String> ANYTHING = Set.of("allMids", "fastAssetCtxs", "user");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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
            case FRAME -> frame(recording.type().orElseThrow(), body);
            case CONTROL -> control(recording.type().orElseThrow(), body);
            case REFUSAL -> refusal(recording.type().orElseThrow(), body);
        };
    }

    private static List<Difference> frame(String channel, JsonNode body) {
        // a channel that the venue gave up has the shape of the endpoint that is left of it
        return Channels.names().contains(channel)
                ? SameJson.differences(inflated(channel, body), Channels.parse(channel, bytes(body)))
                : differences(request(channel), body);
    }

    /** Data that are packed are compared with what is in them. */
    private static JsonNode inflated(String channel, JsonNode body) {
        if (!channel.equals("fastAssetCtxs")) {
            return body;
        }
        byte[] packed = Base64.getDecoder().decode(body.asText());
        try (InputStream json = new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Difference> control(String channel, JsonNode body) {
        if (!ControlFrames.CHANNELS.contains(channel)) {
            assertThat(body).as("data of " + channel).isEqualTo(NullNode.instance);
            return List.of();
        }
        List<Difference> differences =
                new ArrayList<>(SameJson.differences(body, ControlFrames.read(channel, bytes(body))));
        JsonNode payload = body.path("response").path("payload");
        switch (body.path("response").path("type").asText()) {
            case "info" ->
                differences.addAll(differences(request(payload.path("type").asText()), payload.path("data")));
            case "action" -> differences.addAll(SameJson.differences(payload, RecordedAnswers.reread(payload)));
            default -> {
                // an error is its text, and other channels are read whole
            }
        }
        return differences;
    }

    /** What is no answer must not be taken for one. */
    private static List<Difference> refusal(String type, JsonNode body) {
        assertThatExceptionOfType(MalformedResponse.class)
                .as(type + " refused with " + body)
                .isThrownBy(() -> request(type).parse(bytes(body)));
        return List.of();
    }

    private static InfoRequest<?> request(String type) {
        InfoRequest<?> request = EveryInfoRequest.BY_TYPE.get(type);
        assertThat(request).as("endpoint of type " + type).isNotNull();
        return request;
    }

    /**
     * Where no name tells the endpoint or channel, one of them must read the whole body, as its answer or as a row of it; or
     * every body of a collection by key.
     */
    private static List<Difference> byShape(JsonNode body) {
        Map<String, List<Difference>> nearly = new LinkedHashMap<>();
        for (JsonNode form : List.of(
                body,
                body.isArray() ? body : JsonNodeFactory.instance.arrayNode().add(body))) {
            for (InfoRequest<?> request : EveryInfoRequest.BY_TYPE.values()) {
                if (ANYTHING.contains(request.type())) {
                    continue;
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
        for (String channel : Channels.names()) {
            if (ANYTHING.contains(channel)) {
                continue;
            }
            try {
                nearly.put(channel, frame(channel, body));
            } catch (MalformedResponse another) {
                continue;
            }
            if (nearly.get(channel).isEmpty()) {
                return List.of();
            }
        }
        if (body.isObject() && !body.isEmpty() && body.valueStream().allMatch(JsonNode::isContainerNode)) {
            return body.valueStream().flatMap(part -> byShape(part).stream()).toList();
        }
        throw new AssertionError("nothing reads all of this body; nearest: " + nearly);
    }

    private static List<Difference> differences(InfoRequest<?> request, JsonNode body) {
        return SameJson.differences(body, request.parse(bytes(body)));
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
