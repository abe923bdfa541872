package io.plimsoll.hyperliquid.exchange;

import java.io.Serial;

/**
 * No nonce can be given that the venue would take, or that is certain not to have been used. Nothing was signed. Somebody has to
 * look: at the clock, at the file of nonces, or for another process that signs with the same key.
 */
public final class NonceException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    NonceException(String message) {
        super(message);
    }

    NonceException(String message, Throwable cause) {
        super(message, cause);
    }
}
