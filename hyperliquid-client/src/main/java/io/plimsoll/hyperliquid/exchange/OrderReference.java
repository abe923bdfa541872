package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An order, by the venue's id or by the caller's. */
public sealed interface OrderReference {
    /** By the venue's id. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static OrderReference of(long oid) {
        return new Oid(oid);
    }

    /** By the caller's identifier. */
    static OrderReference of(Cloid cloid) {
        return new ByCloid(cloid);
    }

    /** By the caller's identifier as text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static OrderReference ofCloid(String cloid) {
        return new ByCloid(new Cloid(cloid));
    }

    /**
     * By the venue's id.
     *
     * @param oid id
     */
    record Oid(@JsonValue long oid) implements OrderReference {}

    /**
     * By the caller's identifier.
     *
     * @param cloid identifier
     */
    record ByCloid(@JsonValue Cloid cloid) implements OrderReference {}
}
