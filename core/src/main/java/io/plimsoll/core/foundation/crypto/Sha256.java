package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), as the JDK has it. Thread-safe. */
public final class Sha256 {
    private Sha256() {}

    /** The hash of the parts put one after another. */
    public static Bytes32 hash(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Bytes32.of(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
