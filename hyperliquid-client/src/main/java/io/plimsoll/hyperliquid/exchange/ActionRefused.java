package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/**
 * The venue refused a whole request: nothing of it was done. A single order or cancel of a batch that is refused is an outcome,
 * not this.
 */
public final class ActionRefused extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int ANSWERED = 200;

    private final String text;

    ActionRefused(String source, String type, String text) {
        super(source, "refused " + type + ": " + text, ANSWERED);
        this.text = text;
    }

    /** What the venue said. */
    public String text() {
        return text;
    }

    /** What that means. */
    public RefusalReason reason() {
        return RefusalReason.of(text);
    }
}
