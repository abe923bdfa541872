package io.plimsoll.evm.index;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code eth_getLogs}, decoded as it streams in.
 *
 * @param logs in the order of the answer; none if there are too many
 * @param tooMany whether there are more than {@value #MOST}, of several blocks: they can be asked for in parts
 */
@JsonDeserialize(using = WireLogs.Reader.class)
record WireLogs(List<WireLog> logs, boolean tooMany) {
    /** A bound of the memory for one answer; there is no other where the endpoint has none. */
    static final int MOST = 30_000;

    /** Reads an array of logs. */
    static final class Reader extends JsonDeserializer<WireLogs> {
        private static final int MAX_TOPICS = 4;
        private static final int REMEMBERED = 1024;

        @Override
        public WireLogs deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new JsonParseException(parser, "logs must be an array, got " + parser.currentToken());
            }
            HexText hex = new HexText(REMEMBERED);
            List<WireLog> logs = new ArrayList<>();
            boolean tooMany = false;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (tooMany) {
                    parser.skipChildren();
                    continue;
                }
                WireLog log = log(parser, hex);
                logs.add(log);
                if (logs.size() > MOST && log.block() != logs.get(0).block()) {
                    tooMany = true;
                    logs = List.of();
                }
            }
            return new WireLogs(logs, tooMany);
        }

        private static WireLog log(JsonParser parser, HexText hex) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "a log must be an object, got " + parser.currentToken());
            }
            Address contract = null;
            List<Bytes32> topics = null;
            byte[] data = null;
            long block = -1;
            Bytes32 blockHash = null;
            long time = WireLog.UNKNOWN;
            Bytes32 transaction = null;
            int transactionIndex = -1;
            int logIndex = -1;
            boolean removed = false;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_NULL) {
                    // no different from a field that is not there
                    continue;
                }
                switch (field) {
                    case "address" -> contract = hex.address(parser);
                    case "topics" -> topics = topics(parser, hex);
                    case "data" -> data = hex.bytes(parser);
                    case "blockNumber" -> block = hex.quantity(parser);
                    case "blockHash" -> blockHash = hex.word(parser);
                    case "blockTimestamp" -> time = time(parser, hex);
                    case "transactionHash" -> transaction = hex.word(parser);
                    case "transactionIndex" -> transactionIndex = hex.index(parser);
                    case "logIndex" -> logIndex = hex.index(parser);
                    case "removed" -> removed = parser.getBooleanValue();
                    default -> parser.skipChildren();
                }
            }
            if (transactionIndex < 0 || logIndex < 0 || block < 0) {
                throw new JsonParseException(
                        parser, "a log must have its block and its place there; this one is of no block");
            }
            return new WireLog(
                    there(parser, contract, "address"),
                    there(parser, topics, "topics"),
                    there(parser, data, "data"),
                    block,
                    there(parser, blockHash, "blockHash"),
                    time,
                    there(parser, transaction, "transactionHash"),
                    transactionIndex,
                    logIndex,
                    removed);
        }

        /** There is no standard for it yet; what is no quantity is as good as nothing. */
        private static long time(JsonParser parser, HexText hex) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return hex.quantity(parser, WireLog.UNKNOWN);
            }
            parser.skipChildren();
            return WireLog.UNKNOWN;
        }

        private static List<Bytes32> topics(JsonParser parser, HexText hex) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new JsonParseException(parser, "topics must be an array, got " + parser.currentToken());
            }
            Bytes32[] topics = new Bytes32[MAX_TOPICS];
            int count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (count == MAX_TOPICS) {
                    throw new JsonParseException(parser, "a log must have at most " + MAX_TOPICS + " topics");
                }
                topics[count++] = hex.word(parser);
            }
            return switch (count) {
                case 0 -> List.of();
                case 1 -> List.of(topics[0]);
                case 2 -> List.of(topics[0], topics[1]);
                case 3 -> List.of(topics[0], topics[1], topics[2]);
                default -> List.of(topics);
            };
        }

        private static <T> T there(JsonParser parser, @Nullable T value, String field) throws IOException {
            if (value == null) {
                throw new JsonParseException(parser, "a log must have " + field);
            }
            return value;
        }
    }
}
