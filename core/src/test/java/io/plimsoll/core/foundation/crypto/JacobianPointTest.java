package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Points, and multiples out of both kinds of table, against BouncyCastle. */
class JacobianPointTest {
    private static final BigInteger N = BouncyCastle.N;
    private static final BigInteger LAMBDA =
            new BigInteger("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72", 16);

    /** Any scalar below n, near the ends, near powers of two, near λ, and those whose digits are all alike. */
    @Provide
    Arbitrary<BigInteger> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.of(corners()),
                Arbitraries.bigIntegers().between(BigInteger.ZERO, N.subtract(BigInteger.ONE)));
    }

    private static List<BigInteger> corners() {
        List<BigInteger> corners = new ArrayList<>();
        for (int bit = 0; bit < 256; bit++) {
            corners.add(BigInteger.ONE.shiftLeft(bit));
            corners.add(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
        }
        for (int near = -20; near <= 20; near++) {
            corners.add(BigInteger.valueOf(near).mod(N));
            corners.add(LAMBDA.add(BigInteger.valueOf(near)));
            corners.add(N.subtract(LAMBDA).add(BigInteger.valueOf(near)));
            corners.add(N.shiftRight(1).add(BigInteger.valueOf(near)));
        }
        for (int width : new int[] {5, 7, 10}) {
            for (long digit : new long[] {(1L << width) - 1, 1L << (width - 1), (1L << (width - 1)) + 1}) {
                BigInteger number = BigInteger.ZERO;
                for (int place = 0; place * width < 250; place++) {
                    number = number.add(BigInteger.valueOf(digit).shiftLeft(place * width));
                }
                corners.add(number.mod(N));
            }
        }
        return corners;
    }

    @Property(tries = 500)
    void add_anyPoints_isTheSum(@ForAll("scalars") BigInteger a, @ForAll("scalars") BigInteger b) {
        checkSum(a, b);
        checkSum(a, a);
        checkSum(a, N.subtract(a));
        checkSum(a, a.shiftLeft(1));
    }

    private static void checkSum(BigInteger a, BigInteger b) {
        ECPoint first = BouncyCastle.times(a);
        ECPoint second = BouncyCastle.times(b);
        if (second.isInfinity()) {
            return;
        }
        for (boolean negative : new boolean[] {false, true}) {
            JacobianPoint sum = jacobian(first);
            AffinePoint added = BouncyCastle.affine(second);
            sum.add(added.x(), added.y(), negative);
            assertThat(point(sum)).isEqualTo(negative ? first.subtract(second) : first.add(second));
            sum.twice();
            assertThat(point(sum)).isEqualTo((negative ? first.subtract(second) : first.add(second)).twice());
        }
    }

    @Test
    void add_longChain_staysWithinItsMagnitudes() {
        JacobianPoint sum = new JacobianPoint();
        BigInteger expected = BigInteger.ZERO;
        for (int n = 1; n <= 500; n++) {
            BigInteger scalar = BigInteger.valueOf(n * 7919L).pow(3);
            AffinePoint other = BouncyCastle.affine(BouncyCastle.times(scalar));
            boolean negative = n % 3 == 0;
            sum.add(other.x(), other.y(), negative);
            expected = negative ? expected.subtract(scalar) : expected.add(scalar);
            if (n % 2 == 0) {
                sum.twice();
                expected = expected.shiftLeft(1);
            }
            if (n % 50 == 0) {
                assertThat(point(sum)).isEqualTo(BouncyCastle.times(expected));
            }
        }
    }

    @Test
    void infinity_isNothing() {
        JacobianPoint infinity = new JacobianPoint();
        infinity.twice();
        assertThat(point(infinity).isInfinity()).isTrue();

        AffinePoint g = AffinePoint.GENERATOR;
        infinity.add(g.x(), g.y(), true);
        assertThat(point(infinity)).isEqualTo(BouncyCastle.G.negate());
        infinity.add(g.x(), g.y(), false);
        assertThat(point(infinity).isInfinity()).isTrue();
    }

    @Test
    void affine_infinityAmongOthers_isEmpty() {
        List<JacobianPoint> points = List.of(
                new JacobianPoint(),
                jacobian(BouncyCastle.times(BigInteger.TWO)),
                new JacobianPoint(),
                jacobian(BouncyCastle.G));

        assertThat(JacobianPoint.affine(points).stream().map(BouncyCastle::point))
                .containsExactly(
                        BouncyCastle.CURVE.getCurve().getInfinity(),
                        BouncyCastle.times(BigInteger.TWO),
                        BouncyCastle.CURVE.getCurve().getInfinity(),
                        BouncyCastle.G);
        assertThat(JacobianPoint.affine(List.of())).isEmpty();
    }

    @Property(tries = 300)
    void multiples_anyScalar_areThoseOfAnotherAlgorithm(
            @ForAll("scalars") BigInteger base, @ForAll("scalars") BigInteger scalar) {
        ECPoint point = BouncyCastle.times(base);
        if (!point.isInfinity()) {
            assertThat(point(new OddMultiples(BouncyCastle.affine(point)).times(scalar)))
                    .isEqualTo(point.multiply(scalar));
        }
    }

    @Test
    void multiples_cornerScalars_areThoseOfAnotherAlgorithm() {
        ECPoint point = BouncyCastle.times(BigInteger.valueOf(0x1234567));
        AffinePoint affine = BouncyCastle.affine(point);
        List<FixedMultiples> tables = List.of(new FixedMultiples(affine, 7), new FixedMultiples(affine, 5));
        OddMultiples odd = new OddMultiples(affine);
        for (BigInteger scalar : corners()) {
            ECPoint expected = point.multiply(scalar);
            assertThat(point(odd.times(scalar))).as("%x", scalar).isEqualTo(expected);
            for (FixedMultiples table : tables) {
                JacobianPoint product = new JacobianPoint();
                table.add(scalar, product);
                assertThat(point(product)).as("%x", scalar).isEqualTo(expected);
            }
            JacobianPoint ofGenerator = new JacobianPoint();
            FixedMultiples.ofGenerator().add(scalar, ofGenerator);
            assertThat(point(ofGenerator)).as("%x", scalar).isEqualTo(BouncyCastle.times(scalar));
        }
    }

    @Property(tries = 300)
    void fixedMultiples_ofGenerator_addToWhatIsThere(
            @ForAll("scalars") BigInteger start, @ForAll("scalars") BigInteger scalar) {
        for (BigInteger from : List.of(start, scalar, N.subtract(scalar))) {
            JacobianPoint sum = jacobian(BouncyCastle.times(from));
            FixedMultiples.ofGenerator().add(scalar, sum);
            assertThat(point(sum)).isEqualTo(BouncyCastle.times(from.add(scalar)));
        }
    }

    @Property(tries = 1000)
    void digits_areTheNumber_andFarApart(@ForAll("scalars") BigInteger scalar) {
        for (BigInteger number :
                List.of(scalar.shiftRight(128), scalar.shiftRight(128).negate())) {
            BigInteger sum = BigInteger.ZERO;
            int last = -5;
            byte[] digits = OddMultiples.digits(number);
            for (int place = 0; place < digits.length; place++) {
                sum = sum.add(BigInteger.valueOf(digits[place]).shiftLeft(place));
                if (digits[place] != 0) {
                    assertThat(digits[place]).isBetween((byte) -15, (byte) 15);
                    assertThat(digits[place] & 1).isOne();
                    assertThat(place - last).isGreaterThanOrEqualTo(5);
                    last = place;
                }
            }
            assertThat(sum).isEqualTo(number);
        }
    }

    private static JacobianPoint jacobian(ECPoint point) {
        JacobianPoint jacobian = new JacobianPoint();
        if (!point.isInfinity()) {
            AffinePoint affine = BouncyCastle.affine(point);
            jacobian.set(affine.x(), affine.y());
        }
        return jacobian;
    }

    private static ECPoint point(JacobianPoint point) {
        return BouncyCastle.point(JacobianPoint.affine(List.of(point)).get(0));
    }
}
