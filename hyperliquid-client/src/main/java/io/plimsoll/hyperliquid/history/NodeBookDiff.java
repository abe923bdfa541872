package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.plimsoll.hyperliquid.info.RawJson;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A change of one resting order in the book.
 *
 * @param user whose order
 * @param oid order
 * @param coin market
 * @param side {@code B} or {@code A}, in older files {@code Bid} or {@code Ask}
 * @param px of the order
 * @param change what happened to it
 */
public record NodeBookDiff(
        String user,
        long oid,
        String coin,
        String side,
        BigDecimal px,

        @JsonProperty("raw_book_diff") @JsonDeserialize(using = ChangeReader.class)
        Change change) {
    /** {@code node_raw_book_diffs}; the lines carry no time. */
    public static final HistoryFormat<NodeBookDiff> FORMAT =
            HistoryFormat.json("node_raw_book_diffs", new TypeReference<NodeBookDiff>() {});

    /** {@code node_raw_book_diffs_by_block}. */
    public static final HistoryFormat<NodeBlock<NodeBookDiff>> BY_BLOCK =
            HistoryFormat.json("node_raw_book_diffs_by_block", new TypeReference<NodeBlock<NodeBookDiff>>() {});

    /** What happened to the order. */
    public sealed interface Change {}

    /**
     * It began to rest.
     *
     * @param sz size
     */
    public record New(BigDecimal sz) implements Change {}

    /**
     * Its size changed.
     *
     * @param origSz before
     * @param newSz after; may be 0 before it is removed
     */
    public record Update(BigDecimal origSz, BigDecimal newSz) implements Change {}

    /** It is gone. */
    public record Remove() implements Change {}

    /**
     * A kind that is newer than this library.
     *
     * @param json whole
     */
    public record Unknown(RawJson json) implements Change {}

    private static final class ChangeReader extends JsonDeserializer<Change> {
        @Override
        public Change deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(parser);
            if (tree.isTextual() && tree.textValue().equals("remove")) {
                return new Remove();
            }
            if (tree.has("new")) {
                return context.readTreeAsValue(tree.get("new"), New.class);
            }
            if (tree.has("update")) {
                return context.readTreeAsValue(tree.get("update"), Update.class);
            }
            return new Unknown(context.readTreeAsValue(tree, RawJson.class));
        }
    }
}
