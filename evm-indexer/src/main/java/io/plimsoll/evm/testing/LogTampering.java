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
    WITHHELD(ArrayNode::removeAll),
    /** Every second one is left out. */
    PARTIAL(logs -> {
        for (int i = logs.size() - 1; i > 0; i -= 2) {
            logs.remove(i);
        }
    }),
    /** Each has the hash of another version of its block. */
    FORKED(each(log ->
            log.put("blockHash", "0xf0" + log.path("blockHash").asText("0x00").substring(4)))),
    /** None says when its block was, as with nodes before 2025. */
    TIMELESS(each(log -> log.remove("blockTimestamp"))),
    /** Each says that its block was in 1970. */
    MISTIMED(each(log -> log.put("blockTimestamp", "0x1"))),
    /** The last one is given twice. */
    DUPLICATED(logs -> {
        if (!logs.isEmpty()) {
            logs.add(logs.get(logs.size() - 1).deepCopy());
        }
    }),
    /** The last comes first. */
    REVERSED(logs -> {
        List<JsonNode> all = new ArrayList<>();
        logs.forEach(all::add);
        Collections.reverse(all);
        logs.removeAll().addAll(all);
    }),
    /** Each is said to be on the chain no more. */
    REMOVED(each(log -> log.put("removed", true))),
    /** One is made up, in the first block after the others. */
    STRAY(logs -> {
        if (!logs.isEmpty()) {
            ObjectNode stray = logs.get(logs.size() - 1).deepCopy();
            stray.put(
                    "blockNumber",
                    Quantities.format(
                            Quantities.parse(stray.path("blockNumber").asText()).longValueExact() + 1));
            logs.add(stray);
        }
    });

    private final Consumer<ArrayNode> change;

    LogTampering(Consumer<ArrayNode> change) {
        this.change = change;
    }

    private static Consumer<ArrayNode> each(Consumer<ObjectNode> change) {
        return logs -> logs.forEach(log -> change.accept((ObjectNode) log));
    }

    void applyTo(ArrayNode logs) {
        change.accept(logs);
    }
}
