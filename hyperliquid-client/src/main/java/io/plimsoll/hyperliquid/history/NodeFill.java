package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.history.HistoryFormat.LineParser;
import io.plimsoll.hyperliquid.info.UserFill;
import org.jspecify.annotations.Nullable;

/**
 * A fill and whose it is, a pair on the wire. Each trade is in the file twice, once for each side, with one tid.
 *
 * @param user whose fill; null in a file of bare fills
 * @param fill as the info endpoint answers it
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record NodeFill(@Nullable String user, UserFill fill) {
    /** {@code node_fills_by_block}: since 2025-07-27. */
    public static final HistoryFormat<NodeBlock<NodeFill>> BY_BLOCK =
            HistoryFormat.json("node_fills_by_block", new TypeReference<NodeBlock<NodeFill>>() {});

    private static final LineParser<NodeFill> PAIR =
            HistoryFormat.parser("node_fills", new TypeReference<NodeFill>() {});
    private static final LineParser<UserFill> BARE =
            HistoryFormat.parser("node_fills", new TypeReference<UserFill>() {});

    /** {@code node_fills}: 2025-05-25 to 2025-07-27; lines are pairs, or bare fills. */
    public static final HistoryFormat<NodeFill> FORMAT = HistoryFormat.json("node_fills", NodeFill::parse);

    private static @Nullable NodeFill parse(byte[] text, int offset, int length) {
        if (text[offset] == '[') {
            return PAIR.parse(text, offset, length);
        }
        UserFill fill = BARE.parse(text, offset, length);
        return fill == null ? null : new NodeFill(null, fill);
    }
}
