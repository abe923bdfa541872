package io.plimsoll.pyth.pro;

import java.time.Instant;

/**
 * A token that stands for a key for some minutes.
 *
 * @param value used as bearer token in the place of the key; never shown
 * @param expiresAt until when
 */
public record ProToken(String value, Instant expiresAt) {
    /** Hides the token. */
    @Override
    public String toString() {
        return "ProToken[expiresAt=" + expiresAt + "]";
    }
}
