package io.plimsoll.evm.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;

/** The result of {@code eth_blockNumber}. */
@JsonDeserialize(using = WireQuantity.Reader.class)
record WireQuantity(long value) {
    /** Reads a quantity. */
    static final class Reader extends JsonDeserializer<WireQuantity> {
        @Override
        public WireQuantity deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new WireQuantity(new HexText(1).quantity(parser));
        }
    }
}
