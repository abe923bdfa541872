package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;

/** How the orders of a request belong together, or what is paid to be matched first. */
public sealed interface Grouping {
    /** They do not. */
    Grouping NA = new Word("na");

    /** Take-profit and stop-loss of the first order, of its size. */
    Grouping NORMAL_TPSL = new Word("normalTpsl");

    /** Take-profit and stop-loss of the position, of whatever size it has. */
    Grouping POSITION_TPSL = new Word("positionTpsl");

    /** Reads a word. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Grouping of(String word) {
        return switch (word) {
            case "na" -> NA;
            case "normalTpsl" -> NORMAL_TPSL;
            case "positionTpsl" -> POSITION_TPSL;
            default ->
                throw new IllegalArgumentException("grouping must be na, normalTpsl or positionTpsl, got " + word);
        };
    }

    /**
     * Pays for priority.
     *
     * @param p 1e-8 of the filled notional
     */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Grouping priority(@JsonProperty("p") long p) {
        return new Priority(p);
    }

    /**
     * A word of the venue.
     *
     * @param word on the wire
     */
    record Word(@JsonValue String word) implements Grouping {}

    /**
     * A fee for priority, which only some kinds of order may pay.
     *
     * @param p 1e-8 of the filled notional, at most 100 000 000
     */
    record Priority(long p) implements Grouping {
        public Priority {
            if (p < 0 || p > 100_000_000) {
                throw new IllegalArgumentException("p must be between 0 and 100000000, got " + p);
            }
        }
    }
}
