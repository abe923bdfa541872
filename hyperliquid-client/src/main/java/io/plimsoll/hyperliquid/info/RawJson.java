package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * JSON of no fixed shape, as the venue sent it.
 *
 * @param json one value; spaces between its parts are not kept
 */
public record RawJson(@JsonValue @JsonRawValue String json) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RawJson of(JsonNode value) {
        return new RawJson(value.toString());
    }

    /** The text. */
    @Override
    public String toString() {
        return json;
    }
}
