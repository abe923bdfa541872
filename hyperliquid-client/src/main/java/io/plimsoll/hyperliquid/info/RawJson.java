package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/**
 * JSON of no fixed shape, as the venue sent it, and written back as it is: what a union keeps of a case that is not known
 * yet.
 *
 * @param json one value; spaces between its parts are not kept
 */
@JsonDeserialize(using = RawJson.Reader.class)
public record RawJson(@JsonValue @JsonRawValue String json) {
    private static final JsonFactory FACTORY = new JsonFactory();

    static RawJson of(JsonNode value) {
        return new RawJson(value.toString());
    }

    /** The text in a field of the object; empty if this is no object, or the field is not there or no text. */
    public Optional<String> findText(String field) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** The text. */
    @Override
    public String toString() {
        return json;
    }

    static final class Reader extends JsonDeserializer<RawJson> {
        @Override
        public RawJson deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator copy = FACTORY.createGenerator(text)) {
                int depth = 0;
                // a union hands over an object whose beginning is already read
                if (parser.hasToken(JsonToken.FIELD_NAME) || parser.hasToken(JsonToken.END_OBJECT)) {
                    copy.writeStartObject();
                    depth = 1;
                }
                depth += copyToken(parser, copy);
                while (depth > 0) {
                    parser.nextToken();
                    depth += copyToken(parser, copy);
                }
            }
            return new RawJson(text.toString());
        }

        /** Copies one token and tells by how much it changes the depth. */
        private static int copyToken(JsonParser parser, JsonGenerator copy) throws IOException {
            JsonToken token = parser.currentToken();
            if (token.isNumeric()) {
                // digit by digit: the parser of a union would make it a double
                copy.writeNumber(parser.getText());
            } else {
                copy.copyCurrentEvent(parser);
            }
            return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }
}
