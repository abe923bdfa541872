package io.plimsoll.core.foundation.crypto;

import java.util.Objects;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it (original padding, not NIST SHA3-256). Thread-safe. */
public final class Keccak256 {
    private static final int HASH_BYTES = 32;

    private Keccak256() {}

    /** The 32-byte hash of the parts put one after another. */
    public static byte[] hash(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(HASH_BYTES * Byte.SIZE);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[HASH_BYTES];
        digest.doFinal(hash, 0);
        return hash;
    }

    /**
     * The 32-byte hash of the {@code length} bytes from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException if the array has no such bytes
     */
    public static byte[] hash(byte[] input, int offset, int length) {
        byte[] hash = new byte[HASH_BYTES];
        hash(input, offset, length, hash, 0);
        return hash;
    }

    /**
     * Writes the hash of the {@code length} bytes from {@code offset} on into the 32 bytes of {@code hash} from {@code
     * hashOffset} on, which may be among those hashed.
     *
     * @throws IndexOutOfBoundsException if one of the arrays has no such bytes
     */
    public static void hash(byte[] input, int offset, int length, byte[] hash, int hashOffset) {
        Objects.checkFromIndexSize(offset, length, input.length);
        Objects.checkFromIndexSize(hashOffset, HASH_BYTES, hash.length);
        KeccakDigest digest = new KeccakDigest(HASH_BYTES * Byte.SIZE);
        digest.update(input, offset, length);
        digest.doFinal(hash, hashOffset);
    }
}
