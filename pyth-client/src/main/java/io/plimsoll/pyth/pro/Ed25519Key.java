package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** An Ed25519 public key, ready to check signatures. Thread-safe. */
final class Ed25519Key {
    private static final String ALGORITHM = "Ed25519";

    private final PublicKey key;

    private Ed25519Key(PublicKey key) {
        this.key = key;
    }

    /**
     * The key of 32 bytes (RFC 8032, 5.1.2): y little-endian, the parity of x in the highest bit.
     *
     * @throws IllegalArgumentException if it is no point of the curve
     */
    static Ed25519Key of(Bytes32 encoded) {
        byte[] bytes = encoded.toBytes();
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        boolean xOdd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(xOdd, new BigInteger(1, bigEndian))));
            // only here is it seen whether the point is on the curve
            Signature.getInstance(ALGORITHM).initVerify(key);
            return new Ed25519Key(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("an Ed25519 public key must be a point of the curve, got " + encoded, e);
        }
    }

    /** Whether the 64 bytes are this key's signature of the message. */
    boolean signed(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        } catch (GeneralSecurityException notEvenASignature) {
            return false;
        }
    }
}
