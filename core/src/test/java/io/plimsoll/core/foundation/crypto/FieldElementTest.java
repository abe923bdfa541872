package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Field arithmetic against {@link BigInteger}, with limbs as full as their magnitude allows. */
class FieldElementTest {
    private static final BigInteger P = BouncyCastle.P;
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    /**
     * A field element together with what it stands for: a number below 2^256 as it came, times a factor that fills the
     * limbs.
     */
    record Sample(BigInteger number, int factor, boolean negated) {
        /** A factor of two fills up one magnitude, as full limbs are half of what it allows. */
        int magnitude() {
            return (factor + 1) / 2 + (negated ? 1 : 0);
        }

        BigInteger value() {
            BigInteger value = number.multiply(BigInteger.valueOf(factor));
            return (negated ? value.negate() : value).mod(P);
        }

        FieldElement element() {
            FieldElement element = new FieldElement();
            element.setBytes(Secp256k1.word(number), 0);
            element.scale(factor);
            if (negated) {
                element.setNegative(element, (factor + 1) / 2);
            }
            return element;
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return samplesUpTo(16);
    }

    /** With room for one more magnitude. */
    @Provide
    Arbitrary<Sample> samplesWithRoom() {
        return samplesUpTo(12);
    }

    private static Arbitrary<Sample> samplesUpTo(int factor) {
        Arbitrary<BigInteger> edges = Arbitraries.of(edges());
        Arbitrary<BigInteger> any = Arbitraries.bigIntegers().between(BigInteger.ZERO, MAX);
        // long runs of equal bits, which is where carries travel
        Arbitrary<BigInteger> runs = Combinators.combine(
                        Arbitraries.integers().between(0, 256),
                        Arbitraries.integers().between(0, 256))
                .as((a, b) ->
                        BigInteger.ONE.shiftLeft(Math.max(a, b)).subtract(BigInteger.ONE.shiftLeft(Math.min(a, b))));
        return Combinators.combine(
                        Arbitraries.oneOf(edges, any, runs),
                        Arbitraries.integers().between(1, factor),
                        Arbitraries.of(true, false))
                .as((number, times, negated) -> new Sample(number, times, negated && times < factor - 1));
    }

    private static List<BigInteger> edges() {
        List<BigInteger> edges = new ArrayList<>(List.of(BigInteger.ZERO, MAX, MAX.subtract(BigInteger.ONE)));
        for (int near = 1; near <= 3; near++) {
            edges.add(BigInteger.valueOf(near));
            edges.add(P.subtract(BigInteger.valueOf(near)));
            edges.add(P.add(BigInteger.valueOf(near)));
        }
        edges.add(P);
        for (int bit = 52; bit < 256; bit += 52) {
            edges.add(BigInteger.ONE.shiftLeft(bit));
            edges.add(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
        }
        return edges;
    }

    /** Every edge, alone, at the largest magnitude, and negated at the largest magnitude. */
    private static List<Sample> corners() {
        List<Sample> corners = new ArrayList<>();
        for (BigInteger edge : edges()) {
            corners.add(new Sample(edge, 1, false));
            corners.add(new Sample(edge, 16, false));
            corners.add(new Sample(edge, 14, true));
        }
        return corners;
    }

    @Test
    void corners_allPairs_multiplyAsIntegersDo() {
        for (Sample a : corners()) {
            checkAlone(a);
            for (Sample b : corners()) {
                checkProduct(a, b);
            }
        }
    }

    @Property(tries = 3000)
    void product_anyMagnitudes_isThatOfIntegers(@ForAll("samples") Sample a, @ForAll("samples") Sample b) {
        checkProduct(a, b);
    }

    @Property(tries = 2000)
    void functions_anyMagnitude_areThoseOfIntegers(@ForAll("samplesWithRoom") Sample a) {
        checkAlone(a);
    }

    @Property(tries = 1000)
    void sums_anyMagnitudes_areThoseOfIntegers(@ForAll("samples") Sample a, @ForAll("samples") Sample b) {
        FieldElement sum = new FieldElement();
        sum.setSum(a.element(), b.element());
        FieldElement added = a.element();
        added.add(b.element());

        assertThat(value(sum)).isEqualTo(a.value().add(b.value()).mod(P));
        assertThat(value(added)).isEqualTo(value(sum));
    }

    private static void checkProduct(Sample a, Sample b) {
        FieldElement product = new FieldElement();
        product.setProduct(a.element(), b.element());
        FieldElement inPlace = a.element();
        inPlace.setProduct(inPlace, b.element());
        BigInteger expected = a.value().multiply(b.value()).mod(P);

        assertThat(value(product)).as("%s · %s", a, b).isEqualTo(expected);
        assertThat(value(inPlace)).isEqualTo(expected);
        // the product is of magnitude 1: it may be scaled to 8 and multiplied again
        product.scale(8);
        product.setProduct(product, product);
        assertThat(value(product))
                .isEqualTo(expected.pow(2).multiply(BigInteger.valueOf(64)).mod(P));
    }

    private static void checkAlone(Sample a) {
        BigInteger value = a.value();
        FieldElement element = a.element();
        assertThat(value(element)).as(a.toString()).isEqualTo(value);
        assertThat(element.isZero()).isEqualTo(value.signum() == 0);

        FieldElement square = new FieldElement();
        square.setSquare(element);
        assertThat(value(square)).as("%s squared", a).isEqualTo(value.pow(2).mod(P));

        FieldElement half = a.element();
        half.halve();
        assertThat(value(half).shiftLeft(1).mod(P)).as("half of %s", a).isEqualTo(value);
        // a half is of no more than half the magnitude and one, which leaves room to square the double of it
        half.scale(8 / (a.magnitude() / 2 + 1));
        assertThat(value(squareOf(half))).isEqualTo(value(half).pow(2).mod(P));

        FieldElement negative = new FieldElement();
        negative.setNegative(element, a.magnitude());
        assertThat(value(negative)).isEqualTo(value.negate().mod(P));

        FieldElement inverse = new FieldElement();
        inverse.setInverse(element);
        assertThat(value(inverse))
                .as("inverse of %s", a)
                .isEqualTo(value.signum() == 0 ? BigInteger.ZERO : value.modInverse(P));

        FieldElement normal = a.element();
        normal.normalise();
        byte[] bytes = new byte[40];
        normal.putBytes(bytes, 5);
        assertThat(new BigInteger(1, bytes, 5, 32)).isEqualTo(value);
        assertThat(normal.isOdd()).isEqualTo(value.testBit(0));
        long[] words = new long[6];
        normal.putWords(words, 1);
        FieldElement again = new FieldElement();
        again.setWords(words, 1);
        assertThat(again.sameAs(normal)).isTrue();
        again.add(one());
        again.normalise();
        assertThat(again.sameAs(normal)).isFalse();

        FieldElement root = new FieldElement();
        boolean hasRoot = root.setRoot(normal);
        boolean expected =
                value.signum() == 0 || value.modPow(P.shiftRight(1), P).equals(BigInteger.ONE);
        assertThat(hasRoot).as("has %s a root", a).isEqualTo(expected);
        if (hasRoot) {
            assertThat(value(root).pow(2).mod(P)).isEqualTo(value);
        }
    }

    @Test
    void zeroes_ofEveryForm_areZero() {
        for (int times = 1; times <= 1000; times++) {
            FieldElement multipleOfP = new FieldElement();
            multipleOfP.setBytes(Secp256k1.word(P), 0);
            multipleOfP.scale(times);
            assertThat(multipleOfP.isZero()).isTrue();
            FieldElement beyond = new FieldElement(multipleOfP);
            beyond.add(one());
            assertThat(beyond.isZero()).isFalse();
            assertThat(value(beyond)).isEqualTo(BigInteger.ONE);
        }
    }

    /** Limbs of up to 2^63, where a sign would be. */
    @Test
    void normalise_ofTheGreatestMagnitude_isTheValue() {
        for (BigInteger edge : edges()) {
            FieldElement full = new Sample(edge, 2048, false).element();
            assertThat(value(full)).isEqualTo(edge.shiftLeft(11).mod(P));
            assertThat(full.isZero()).isEqualTo(edge.mod(P).signum() == 0);
            FieldElement half = new Sample(edge, 1022, false).element();
            half.setNegative(half, 511);
            half.scale(2);
            assertThat(value(half))
                    .isEqualTo(edge.multiply(BigInteger.valueOf(-2044)).mod(P));
        }
    }

    @Test
    void isZero_lowestLimbOfZeroOnly_isFalse() {
        for (BigInteger number : List.of(BigInteger.ONE.shiftLeft(52), P.subtract(BigInteger.ONE.shiftLeft(52)))) {
            assertThat(new Sample(number, 1, false).element().isZero()).isFalse();
        }
    }

    @Property(tries = 200)
    void invertAll_invertsEach(@ForAll("samples") Sample a, @ForAll("samples") Sample b, @ForAll("samples") Sample c) {
        List<Sample> samples = List.of(a, b, c).stream()
                .filter(sample -> sample.value().signum() != 0)
                .toList();
        FieldElement[] elements = samples.stream().map(Sample::element).toArray(FieldElement[]::new);

        FieldElement.invertAll(elements);

        for (int n = 0; n < elements.length; n++) {
            assertThat(value(elements[n])).isEqualTo(samples.get(n).value().modInverse(P));
        }
    }

    private static FieldElement one() {
        FieldElement one = new FieldElement();
        one.set(1);
        return one;
    }

    private static FieldElement squareOf(FieldElement element) {
        FieldElement square = new FieldElement();
        square.setSquare(element);
        return square;
    }

    private static BigInteger value(FieldElement element) {
        FieldElement normal = new FieldElement(element);
        normal.normalise();
        byte[] bytes = new byte[32];
        normal.putBytes(bytes, 0);
        BigInteger value = new BigInteger(1, bytes);
        assertThat(value).isLessThan(P);
        return value;
    }
}
