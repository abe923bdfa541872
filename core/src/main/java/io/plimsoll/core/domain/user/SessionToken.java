package io.plimsoll.core.domain.user;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a client shows to prove its session. Only its {@link #hash} is ever stored, so that who reads the store cannot use
 * what is in it, and a lookup by it tells nothing by the time it takes. Any text has a hash: a malformed token is an unknown
 * one and nothing else.
 */
public final class SessionToken {
    private static final int SECRET_BYTES = 32;

    private final String text;

    private SessionToken(String text) {
        this.text = text;
    }

    /** A new one: 32 random bytes, always 43 letters, digits, {@code -} and {@code _}. */
    public static SessionToken random(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** What a client showed, whatever it is. */
    public static SessionToken of(String text) {
        return new SessionToken(text);
    }

    /** The secret itself, for the client alone. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text; the secret has 256 random bits, so that no salt and no slow hash is needed. */
    public Bytes32 hash() {
        return Sha256.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "session token";
    }
}
