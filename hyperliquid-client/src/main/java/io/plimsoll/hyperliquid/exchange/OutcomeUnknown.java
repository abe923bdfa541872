package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/**
 * An action was sent, and whether the venue has done it is not known: no answer came, or one that says nothing about it. An
 * order may stand in the book. Never send it again before the venue has told what became of it: {@code orderStatus} by the
 * order's cloid, {@code openOrders}, {@code userFills}; or use up its nonce with a {@link NoopAction} of the same nonce, which
 * works as long as the action has not arrived.
 */
public final class OutcomeUnknown extends SourceException.Transport {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String type;
    private final long nonce;

    OutcomeUnknown(String source, String type, long nonce, SourceException cause) {
        super(
                source,
                "it is not known whether " + type + " with nonce " + nonce + " was done, ask before sending it again ("
                        + cause.getMessage() + ")",
                cause);
        this.type = type;
        this.nonce = nonce;
    }

    /** The action's type. */
    public String type() {
        return type;
    }

    /** The nonce it was sent with. */
    public long nonce() {
        return nonce;
    }

    /** False: a repeat may do it twice. */
    @Override
    public boolean retryable() {
        return false;
    }
}
