package io.plimsoll.pyth.pro;

import java.io.Serial;

/** Bytes that are no message of Pyth Pro, or may not be believed. */
public final class ProMessageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ProReason reason;

    ProMessageException(ProReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The first check that failed. */
    public ProReason reason() {
        return reason;
    }
}
