package io.plimsoll.pyth.update;

import java.io.Serial;

/** Bytes that are no update. */
public final class UpdateFormatException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public UpdateFormatException(Reason reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    /** What is wrong with them. */
    public Reason reason() {
        return reason;
    }
}
