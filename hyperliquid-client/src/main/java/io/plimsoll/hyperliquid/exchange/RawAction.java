package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;

/**
 * An action as text. Others have signed exactly these fields in this order, so nothing of it may change.
 *
 * @param json an object
 */
@JsonSerialize(using = RawAction.Writer.class)
@JsonDeserialize(using = RawAction.Reader.class)
public record RawAction(String json) {

    /** The action as a record. */
    public Action<?> parsed() {
        return Action.parse(json);
    }

    static final class Writer extends StdSerializer<RawAction> {
        @Serial
        private static final long serialVersionUID = 1L;

        Writer() {
            super(RawAction.class);
        }

        @Override
        public void serialize(RawAction action, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            try (JsonParser parser = ActionJson.parser(action.json)) {
                parser.nextToken();
                generator.copyCurrentStructure(parser);
            }
        }
    }

    static final class Reader extends StdDeserializer<RawAction> {
        @Serial
        private static final long serialVersionUID = 1L;

        Reader() {
            super(RawAction.class);
        }

        @Override
        public RawAction deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new RawAction(context.readTree(parser).toString());
        }
    }
}
