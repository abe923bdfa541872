package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A field that is there and has the value {@code null}, as opposed to one that is not there. */
@JsonSerialize(using = ExplicitNull.Writer.class)
@JsonDeserialize(using = ExplicitNull.Reader.class)
public enum ExplicitNull {
    /** The only value. */
    NULL;

    static final class Writer extends StdScalarSerializer<ExplicitNull> {
        @Serial
        private static final long serialVersionUID = 1L;

        Writer() {
            super(ExplicitNull.class);
        }

        @Override
        public void serialize(ExplicitNull value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeNull();
        }
    }

    static final class Reader extends StdScalarDeserializer<ExplicitNull> {
        @Serial
        private static final long serialVersionUID = 1L;

        Reader() {
            super(ExplicitNull.class);
        }

        @Override
        public ExplicitNull deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            context.reportInputMismatch(this, "must be null");
            return NULL;
        }

        @Override
        public ExplicitNull getNullValue(DeserializationContext context) {
            return NULL;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
