package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The shapes in which the venue answers an action. */
final class Answers {
    private Answers() {}

    static ObjectNode done() {
        return VenueJson.object().put("type", "default");
    }

    static ObjectNode answer(String type, JsonNode data) {
        ObjectNode answer = VenueJson.object().put("type", type);
        answer.set("data", data);
        return answer;
    }

    static ObjectNode statuses(String type, List<JsonNode> statuses) {
        ObjectNode data = VenueJson.object();
        data.set("statuses", VenueJson.array(statuses));
        return answer(type, data);
    }

    static ObjectNode error(String text) {
        return VenueJson.object().put("error", text);
    }
}
