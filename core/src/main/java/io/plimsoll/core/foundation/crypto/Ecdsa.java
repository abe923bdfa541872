package io.plimsoll.core.foundation.crypto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/**
 * Recovers keys and checks signatures, any number over one digest: the inversions modulo n and modulo p, which cost as
 * much as some hundred products, are done once for all of them. For public data only: the time taken depends on it.
 * Thread-safe, no state.
 *
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1, 4.1.4 and 4.1.6</a>
 */
final class Ecdsa {
    private static final BigInteger N = Secp256k1.order();
    private static final FieldElement SEVEN = AffinePoint.element(0, 0, 0, 7);

    private Ecdsa() {}

    /**
     * The key Q = (sR - eG) / r of each signature, R being the point with x = r and the parity that the recovery id
     * tells.
     */
    static List<Optional<AffinePoint>> recover(byte[] digest, List<Signature> signatures) {
        BigInteger e = scalar(digest);
        List<Optional<AffinePoint>> noncePoints = new ArrayList<>(signatures.size());
        List<BigInteger> toInvert = new ArrayList<>(signatures.size());
        for (Signature signature : signatures) {
            Optional<AffinePoint> noncePoint = noncePoint(signature);
            noncePoints.add(noncePoint);
            toInvert.add(noncePoint.isPresent() ? signature.r() : BigInteger.ONE);
        }
        List<BigInteger> inverses = inverses(toInvert);
        List<JacobianPoint> keys = new ArrayList<>(signatures.size());
        for (int n = 0; n < signatures.size(); n++) {
            JacobianPoint key = new JacobianPoint();
            if (noncePoints.get(n).isPresent()) {
                BigInteger inverse = inverses.get(n);
                key = new OddMultiples(noncePoints.get(n).get())
                        .times(signatures.get(n).s().multiply(inverse).mod(N));
                FixedMultiples.ofGenerator().add(e.multiply(inverse).negate().mod(N), key);
            }
            keys.add(key);
        }
        return JacobianPoint.affine(keys);
    }

    /**
     * Whether each key is the one that {@link #recover} gives for its signature. Q is (sR - eG) / r if and only if R is
     * (eG + rQ) / s. So it is the one if this point is finite, its x is r itself, not modulo n, and its y has the
     * parity that the recovery id tells; no root is needed.
     */
    static List<Boolean> check(byte[] digest, List<PublicKey> keys, List<Signature> signatures) {
        BigInteger e = scalar(digest);
        List<BigInteger> inverses = inverses(signatures.stream()
                .map(signature -> isInRange(signature) ? signature.s() : BigInteger.ONE)
                .toList());
        List<JacobianPoint> noncePoints = new ArrayList<>(signatures.size());
        for (int n = 0; n < signatures.size(); n++) {
            Signature signature = signatures.get(n);
            JacobianPoint noncePoint = new JacobianPoint();
            if (isInRange(signature)) {
                BigInteger inverse = inverses.get(n);
                noncePoint = keys.get(n).times(signature.r().multiply(inverse).mod(N));
                FixedMultiples.ofGenerator().add(e.multiply(inverse).mod(N), noncePoint);
            }
            noncePoints.add(noncePoint);
        }
        List<Optional<AffinePoint>> affine = JacobianPoint.affine(noncePoints);
        List<Boolean> verdicts = new ArrayList<>(signatures.size());
        for (int n = 0; n < signatures.size(); n++) {
            Signature signature = signatures.get(n);
            verdicts.add(affine.get(n)
                    .filter(point -> point.x().sameAs(element(signature.r()))
                            && point.y().isOdd() == (signature.recoveryId() == 1))
                    .isPresent());
        }
        return List.copyOf(verdicts);
    }

    /** R, or empty if there is no point with such an x, or r or s is not below n. */
    private static Optional<AffinePoint> noncePoint(Signature signature) {
        if (!isInRange(signature)) {
            return Optional.empty();
        }
        FieldElement x = element(signature.r());
        FieldElement y = new FieldElement();
        y.setSquare(x);
        y.setProduct(y, x);
        y.add(SEVEN);
        if (!y.setRoot(new FieldElement(y))) {
            return Optional.empty();
        }
        y.normalise();
        if (y.isOdd() != (signature.recoveryId() == 1)) {
            y.setNegative(y, 1);
            y.normalise();
        }
        return Optional.of(new AffinePoint(x, y));
    }

    private static boolean isInRange(Signature signature) {
        return signature.r().compareTo(N) < 0 && signature.s().compareTo(N) < 0;
    }

    private static FieldElement element(BigInteger value) {
        FieldElement element = new FieldElement();
        element.setBytes(Secp256k1.word(value), 0);
        return element;
    }

    /** Modulo n, at three products each and a single inversion; none of the numbers is zero. */
    private static List<BigInteger> inverses(List<BigInteger> numbers) {
        BigInteger[] before = new BigInteger[numbers.size()];
        BigInteger product = BigInteger.ONE;
        for (int n = 0; n < before.length; n++) {
            before[n] = product;
            product = product.multiply(numbers.get(n)).mod(N);
        }
        BigInteger inverse = BigIntegers.modOddInverseVar(N, product);
        for (int n = before.length - 1; n >= 0; n--) {
            before[n] = before[n].multiply(inverse).mod(N);
            inverse = inverse.multiply(numbers.get(n)).mod(N);
        }
        return Arrays.asList(before);
    }

    /** The digest as a number, which need not be below n. */
    static BigInteger scalar(byte[] digest) {
        if (digest.length != 32) {
            throw new IllegalArgumentException("digest must be 32 bytes, got " + digest.length);
        }
        return new BigInteger(1, digest);
    }
}
