package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Hex;
import java.math.BigInteger;

/**
 * A recoverable secp256k1 signature.
 *
 * @param r in [1, n)
 * @param s in [1, n); ours are always in the lower half
 * @param recoveryId 0 or 1: the parity of the nonce point's y
 */
public record Signature(BigInteger r, BigInteger s, int recoveryId) {
    public Signature {
        if (recoveryId != 0 && recoveryId != 1) {
            throw new IllegalArgumentException("recovery id must be 0 or 1, got " + recoveryId);
        }
        if (r.signum() <= 0 || r.bitLength() > 256 || s.signum() <= 0 || s.bitLength() > 256) {
            throw new IllegalArgumentException("r and s must be positive and of 256 bits at most");
        }
    }

    /** 27 or 28. */
    public int v() {
        return 27 + recoveryId;
    }

    /** r as {@code 0x} and 64 digits, leading zeros kept. */
    public String rHex() {
        return Hex.encode(Secp256k1.word(r));
    }

    /** s as {@code 0x} and 64 digits, leading zeros kept. */
    public String sHex() {
        return Hex.encode(Secp256k1.word(s));
    }

    /** 65 bytes: r, s, v. */
    public byte[] toBytes() {
        byte[] bytes = new byte[65];
        System.arraycopy(Secp256k1.word(r), 0, bytes, 0, 32);
        System.arraycopy(Secp256k1.word(s), 0, bytes, 32, 32);
        bytes[64] = (byte) v();
        return bytes;
    }

    /** Says that it is a signature and hides its value: a logged signature can be replayed. */
    @Override
    public String toString() {
        return "Signature[hidden]";
    }
}
