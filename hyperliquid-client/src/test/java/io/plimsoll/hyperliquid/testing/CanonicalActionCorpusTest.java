package io.plimsoll.hyperliquid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.hyperliquid.internal.ActionHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Published signatures are made over the venue's own form of an action, in whatever order its keys arrive. */
@Tag("corpus")
class CanonicalActionCorpusTest {
    private final Corpus corpus = Corpus.required();

    @Test
    void shuffledActions_areHashedAsPublished() {
        Corpus.Tally tally = new Corpus.Tally("hyperliquid/signing-vectors.json as the fake venue reads it");
        for (JsonNode vector : corpus.json("hyperliquid/signing-vectors.json").path("vectors")) {
            JsonNode action = vector.path("action");
            if (vector.path("scheme").asText().equals("l1")
                    && vector.hasNonNull("msgpackHex")
                    && CanonicalAction.knows(action.path("type").asText())) {
                tally.check(vector.path("id").asText(), () -> check(vector, (ObjectNode) action));
            }
        }
        tally.done();
    }

    /** Some vectors have trailing zeros, which their library signs and the venue does not accept. */
    private static void check(JsonNode vector, ObjectNode action) {
        String hashed = Hex.encode(ActionHash.pack(CanonicalAction.of((ObjectNode) shuffled(action))));
        String published = "0x" + vector.path("msgpackHex").asText().replaceFirst("^0x", "");
        // objects are equal whatever the order of their keys
        boolean asTheVenueWrites = CanonicalAction.of(action).equals(action);
        assertThat(hashed.equals(published)).isEqualTo(asTheVenueWrites);
    }

    private static JsonNode shuffled(JsonNode action) {
        return CanonicalAction.reorders(action.path("type").asText()) ? reversed(action) : action;
    }

    /** The same with the keys of every object backwards. */
    private static JsonNode reversed(JsonNode value) {
        if (value.isArray()) {
            ArrayNode items = VenueJson.array();
            value.forEach(item -> items.add(reversed(item)));
            return items;
        }
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode reversed = VenueJson.object();
        names.forEach(name -> reversed.set(name, reversed(value.get(name))));
        return value.isObject() ? reversed : value;
    }
}
