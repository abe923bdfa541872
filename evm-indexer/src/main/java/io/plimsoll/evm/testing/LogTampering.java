package io.plimsoll.evm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Ways in which the logs that an endpoint gives are not those of its chain. */
public enum LogTampering {
    /** None are given, as by a backend without its log index. */
    WITHHELD,
    /** Every second one is left out. */
    PARTIAL,
    /** Each has the hash of another version of its block. */
    FORKED,
    /** None says when its block was, as with nodes before 2025. */
    TIMELESS,
    /** Each says that its block was in 1970. */
    MISTIMED,
    /** The last one is given twice. */
    DUPLICATED,
    /** The last comes first. */
    REVERSED,
    /** Each is said to be on the chain no more. */
    REMOVED,
    /** One is made up, in the block after the last of the others. */
    STRAY;

    void applyTo(ArrayNode logs) {
        switch (this) {
            case WITHHELD -> logs.removeAll();
            case PARTIAL -> {
                for (int i = logs.size() - 1; i > 0; i -= 2) {
                    logs.remove(i);
                }
            }
            case FORKED ->
                each(
                        logs,
                        log -> log.put(
                                "blockHash", "0xf0" + text(log, "blockHash").substring(4)));
            case TIMELESS -> each(logs, log -> log.remove("blockTimestamp"));
            case MISTIMED -> each(logs, log -> log.put("blockTimestamp", "0x1"));
            case DUPLICATED -> copyLast(logs, copy -> {});
            case REVERSED -> {
                List<JsonNode> all = new ArrayList<>();
                logs.forEach(all::add);
                Collections.reverse(all);
                logs.removeAll().addAll(all);
            }
            case REMOVED -> each(logs, log -> log.put("removed", true));
            case STRAY ->
                copyLast(logs, copy -> {
                    long block = Quantities.parse(text(copy, "blockNumber")).longValueExact();
                    copy.put("blockNumber", Quantities.format(block + 1));
                });
        }
    }

    private static void each(ArrayNode logs, Consumer<ObjectNode> change) {
        logs.forEach(log -> change.accept((ObjectNode) log));
    }

    private static void copyLast(ArrayNode logs, Consumer<ObjectNode> change) {
        if (!logs.isEmpty()) {
            ObjectNode copy = logs.get(logs.size() - 1).deepCopy();
            change.accept(copy);
            logs.add(copy);
        }
    }

    private static String text(ObjectNode log, String field) {
        return log.path(field).asText();
    }
}
