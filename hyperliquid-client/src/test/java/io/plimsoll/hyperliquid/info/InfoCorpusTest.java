package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recorded answers of the venue, played back over HTTP: whatever our records kept must be what the venue said. */
@Tag("corpus")
class InfoCorpusTest {
    private static final Address USER = Address.ZERO;
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();
    private static final Map<String, Function<InfoClient, Object>> CALLS = Map.of(
            "allMids", info -> info.fetch(AllMids.of()),
            "meta", InfoClient::meta,
            "metaAndAssetCtxs", InfoClient::metaAndAssetCtxs,
            "clearinghouseState", info -> info.fetch(ClearinghouseState.of(USER)),
            "spotClearinghouseState", info -> info.fetch(SpotClearinghouseState.of(USER)),
            "userRole", info -> info.fetch(UserRole.of(USER)),
            "userFunding", info -> info.fetch(UserFunding.of(USER, 0, 1L)),
            "fundingHistory", info -> info.fundingHistory("BTC", 0, 1));

    /** Bare bodies whose type is only in the file name. */
    private static final Map<String, String> BARE = new LinkedHashMap<>(Map.of(
            "nautilus-http_meta", "meta",
            "nautilus-http_clearinghouse_state", "clearinghouseState",
            "nautilus-http_spot_clearinghouse_state", "spotClearinghouseState",
            "nautilus-http_funding_history", "fundingHistory"));

    @Test
    void recordedAnswers_areKeptFieldByField() {
        Corpus corpus = Corpus.required();
        Corpus.Tally info = new Corpus.Tally("hyperliquid/info");
        for (Path file : corpus.files("hyperliquid/info", "")) {
            JsonNode recorded = Corpus.read(file);
            for (JsonNode call :
                    recorded.isArray() ? recorded : MAPPER.createArrayNode().add(recorded)) {
                String type = call.path("request").path("body").path("type").asText();
                if (CALLS.containsKey(type)) {
                    info.check(
                            file.getFileName() + " " + type,
                            () -> replay(type, call.path("response").path("body")));
                }
            }
        }
        info.done();

        Corpus.Tally recent = new Corpus.Tally("hyperliquid/recent");
        for (Path file : corpus.files("hyperliquid/recent", "")) {
            String name = file.getFileName().toString();
            JsonNode recorded = Corpus.read(file);
            BARE.forEach((prefix, type) -> {
                if (name.startsWith(prefix)) {
                    recent.check(name, () -> replay(type, recorded));
                }
            });
            if (name.startsWith("lifi-")) {
                for (String type : new String[] {"clearinghouseState", "spotClearinghouseState"}) {
                    if (recorded.hasNonNull(type)) {
                        recent.check(name + " " + type, () -> replay(type, recorded.get(type)));
                    }
                }
            }
        }
        recent.done();
    }

    private static void replay(String type, JsonNode body) {
        try (FakeVenue venue = FakeVenue.start(ManualClock.atNewYear())) {
            venue.record(type, "", body.toString());
            InfoClient client = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5))
                    .info();

            Object decoded = CALLS.get(type).apply(client);

            assertContained(type, MAPPER.valueToTree(decoded), body);
        }
    }

    private static void assertContained(String path, JsonNode ours, JsonNode theirs) {
        if (ours.isObject()) {
            ours.properties().forEach(field -> {
                assertThat(theirs.has(field.getKey()))
                        .as(path + "." + field.getKey())
                        .isTrue();
                assertContained(path + "." + field.getKey(), field.getValue(), theirs.get(field.getKey()));
            });
        } else if (ours.isArray()) {
            assertThat(ours.size()).as(path).isEqualTo(theirs.size());
            for (int i = 0; i < ours.size(); i++) {
                assertContained(path + "[" + i + "]", ours.get(i), theirs.get(i));
            }
        } else if (ours.isNumber()) {
            assertThat(new BigDecimal(theirs.asText())).as(path).isEqualByComparingTo(ours.decimalValue());
        } else {
            assertThat(ours.asText()).as(path).isEqualTo(theirs.asText());
        }
    }
}
