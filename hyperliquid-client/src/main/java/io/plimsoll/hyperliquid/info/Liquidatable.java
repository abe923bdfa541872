package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;

/**
 * Endpoint {@code liquidatable}: positions that may be liquidated now. Without documents; a node of one's own answers it
 * too.
 */
public final class Liquidatable {
    private Liquidatable() {}

    /**
     * A position or account.
     *
     * @param user whose
     * @param positionIndex which
     * @param marginAvailable two numbers of unconfirmed meaning
     */
    public record Entry(String user, PositionIndex positionIndex, List<BigDecimal> marginAvailable) {}

    /** What is liquidated: told by the field that is there. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = UnknownIndex.class)
    @JsonSubTypes(@JsonSubTypes.Type(Isolated.class))
    public sealed interface PositionIndex {}

    /**
     * One isolated position.
     *
     * @param isolated which
     */
    public record Isolated(IsolatedPosition isolated) implements PositionIndex {}

    /**
     * An isolated position.
     *
     * @param asset id of the market
     */
    public record IsolatedPosition(int asset) {}

    /**
     * Something else, such as a cross account.
     *
     * @param json as it came
     */
    public record UnknownIndex(@JsonValue RawJson json) implements PositionIndex {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public UnknownIndex {}
    }

    /** All of them. Weight 20. */
    public static InfoRequest<List<Entry>> of() {
        return InfoRequest.of("liquidatable", 20, new TypeReference<List<Entry>>() {});
    }
}
