package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA over secp256k1 with public key recovery. Signing is deterministic (RFC 6979 with SHA-256) and gives low s; the
 * recovery id comes from the nonce point, without trial recovery. Secrets meet only BouncyCastle's arithmetic and
 * {@link GeneratorMultiples}; recovery, which has none, runs on a faster one of ours. Thread-safe.
 *
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1, 4.1</a>
 */
public final class Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final BigInteger N = CURVE.getN();
    private static final BigInteger HALF_N = N.shiftRight(1);

    /** Made when first signed with: who only recovers needs none. */
    private static final class Multiples {
        private static final GeneratorMultiples OF_G = new GeneratorMultiples(CURVE);
    }

    private Secp256k1() {}

    /** The group order n. */
    public static BigInteger order() {
        return N;
    }

    /**
     * Signs a 32-byte digest.
     *
     * @throws IllegalArgumentException if the key is not in [1, n) or the digest not of 32 bytes
     */
    public static Signature sign(BigInteger privateKey, byte[] digest) {
        requireKey(privateKey);
        BigInteger e = Ecdsa.scalar(digest);
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(N, privateKey, digest);
        while (true) {
            BigInteger k = nonces.nextK();
            ECPoint point = Multiples.OF_G.times(k).normalize();
            // a fault in the arithmetic would give the key away with the signature
            if (!point.isValid()) {
                throw new IllegalStateException("multiplication left the curve");
            }
            BigInteger x = point.getAffineXCoord().toBigInteger();
            BigInteger r = x.mod(N);
            BigInteger s = BigIntegers.modOddInverse(N, k)
                    .multiply(e.add(privateKey.multiply(r)))
                    .mod(N);
            // x >= n has probability 2^-128; such an r would need a recovery id of 2 or 3, so take the next nonce
            if (r.signum() == 0 || s.signum() == 0 || x.compareTo(N) >= 0) {
                continue;
            }
            int parity = point.getAffineYCoord().testBitZero() ? 1 : 0;
            return s.compareTo(HALF_N) > 0 ? new Signature(r, N.subtract(s), 1 - parity) : new Signature(r, s, parity);
        }
    }

    /**
     * The address whose key signed the digest, or empty if no key could have. High s is accepted, as the {@code
     * ecrecover} precompile does: never use the bytes of a signature as an identity. The time taken depends on the
     * input, all of which is public.
     *
     * @throws IllegalArgumentException if the digest is not of 32 bytes
     */
    public static Optional<Address> recover(byte[] digest, Signature signature) {
        return PublicKey.recover(digest, signature).map(PublicKey::address);
    }

    /**
     * The address of a private key.
     *
     * @throws IllegalArgumentException if the key is not in [1, n)
     */
    public static Address addressOf(BigInteger privateKey) {
        requireKey(privateKey);
        return address(Multiples.OF_G.times(privateKey));
    }

    private static Address address(ECPoint key) {
        byte[] uncompressed = key.getEncoded(false);
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(uncompressed, 1, 65));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }

    private static void requireKey(BigInteger privateKey) {
        if (privateKey.signum() <= 0 || privateKey.compareTo(N) >= 0) {
            throw new IllegalArgumentException("private key is outside [1, n)");
        }
    }

    /** Big-endian, exactly 32 bytes. */
    static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
        return word;
    }
}
