package io.plimsoll.evm.index;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.evm.rpc.BlockHeader;
import io.plimsoll.evm.rpc.HeaderResult;
import io.plimsoll.evm.rpc.LogsBloom;
import java.io.IOException;
import java.time.Instant;

/** The result of {@code eth_getBlockByNumber}, without its transactions. */
@JsonDeserialize(using = WireHeader.Reader.class)
record WireHeader(BlockHeader header) implements HeaderResult {
    /** Reads a block. */
    static final class Reader extends JsonDeserializer<WireHeader> {
        @Override
        public WireHeader deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "a block must be an object, got " + parser.currentToken());
            }
            HexText hex = new HexText(1);
            long number = -1;
            long time = -1;
            Bytes32 hash = null;
            Bytes32 parent = null;
            LogsBloom bloom = null;
            long gasLimit = 0;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (field) {
                    case "number" -> number = hex.quantity(parser);
                    case "hash" -> hash = hex.word(parser);
                    case "parentHash" -> parent = hex.word(parser);
                    case "timestamp" -> time = hex.quantity(parser);
                    case "logsBloom" -> bloom = bloom(parser);
                    case "gasLimit" -> gasLimit = hex.quantity(parser, Long.MAX_VALUE);
                    default -> parser.skipChildren();
                }
            }
            if (number < 0 || time < 0 || hash == null || parent == null || bloom == null) {
                throw new JsonParseException(
                        parser, "a block must have number, hash, parentHash, timestamp and logsBloom");
            }
            return new WireHeader(
                    new BlockHeader(new BlockRef(number, hash, Instant.ofEpochSecond(time)), parent, bloom, gasLimit));
        }

        private static LogsBloom bloom(JsonParser parser) throws IOException {
            try {
                return LogsBloom.parse(parser.getText());
            } catch (IllegalArgumentException e) {
                throw new JsonParseException(parser, "logsBloom: " + e.getMessage());
            }
        }
    }
}
