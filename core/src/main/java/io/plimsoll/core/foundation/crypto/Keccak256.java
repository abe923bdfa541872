package io.plimsoll.core.foundation.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it (original padding, not NIST SHA3-256). Thread-safe. */
public final class Keccak256 {
    private Keccak256() {}

    /** The 32-byte hash of the parts put one after another. */
    public static byte[] hash(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }
}
