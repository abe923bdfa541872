package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** What our own curve arithmetic is held to: the same questions answered by BouncyCastle's. */
final class BouncyCastle {
    static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    static final ECPoint G = CURVE.getG();
    static final BigInteger N = CURVE.getN();
    static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();

    private BouncyCastle() {}

    static Optional<Address> recover(byte[] digest, Signature signature) {
        return recoverPoint(digest, signature).map(BouncyCastle::address);
    }

    static Optional<ECPoint> recoverPoint(byte[] digest, Signature signature) {
        BigInteger r = signature.r();
        if (r.compareTo(N) >= 0 || signature.s().compareTo(N) >= 0) {
            return Optional.empty();
        }
        Optional<ECPoint> noncePoint = lift(r, signature.recoveryId());
        BigInteger inverse = r.modInverse(N);
        BigInteger u1 = inverse.multiply(new BigInteger(1, digest)).negate().mod(N);
        BigInteger u2 = inverse.multiply(signature.s()).mod(N);
        return noncePoint
                .map(point -> ECAlgorithms.sumOfTwoMultiplies(G, u1, point, u2).normalize())
                .filter(key -> !key.isInfinity());
    }

    /** The point with this x and parity of y. */
    static Optional<ECPoint> lift(BigInteger x, int parity) {
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + parity);
        System.arraycopy(Secp256k1.word(x), 0, compressed, 1, 32);
        try {
            return Optional.of(CURVE.getCurve().decodePoint(compressed));
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }

    static Address address(ECPoint key) {
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(key.getEncoded(false), 1, 65));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }

    static ECPoint times(BigInteger scalar) {
        return G.multiply(scalar.mod(N)).normalize();
    }

    static BigInteger x(ECPoint point) {
        return point.normalize().getAffineXCoord().toBigInteger();
    }

    static int parity(ECPoint point) {
        return point.normalize().getAffineYCoord().testBitZero() ? 1 : 0;
    }

    /** The same point in our own numbers. */
    static AffinePoint affine(ECPoint point) {
        byte[] bytes = point.getEncoded(false);
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        x.setBytes(bytes, 1);
        y.setBytes(bytes, 33);
        return new AffinePoint(x, y);
    }

    /** One of our points in BouncyCastle's numbers. */
    static ECPoint point(Optional<AffinePoint> point) {
        if (point.isEmpty()) {
            return CURVE.getCurve().getInfinity();
        }
        byte[] bytes = point.get().toBytes();
        return CURVE.getCurve().validatePoint(new BigInteger(1, bytes, 0, 32), new BigInteger(1, bytes, 32, 32));
    }
}
