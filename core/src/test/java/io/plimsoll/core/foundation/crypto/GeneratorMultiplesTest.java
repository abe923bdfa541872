package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorMultiplesTest {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final BigInteger N = CURVE.getN();
    private static final GeneratorMultiples MULTIPLES = new GeneratorMultiples(CURVE);

    @Property
    void multiple_isThatOfAnotherAlgorithm(
            @ForAll
                    @BigRange(
                            min = "1",
                            max = "115792089237316195423570985008687907852837564279074904382605163141518161494336")
                    BigInteger scalar) {
        check(scalar);
    }

    /** Ends of the range, and scalars whose digits are all zeros or all ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "2",
                "3f",
                "40",
                "41",
                "1041041041041041041041041041041041041041041041041041041041041041",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd036413f",
                "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0"
            })
    void corner_isThatOfAnotherAlgorithm(String scalar) {
        check(new BigInteger(scalar, 16));
    }

    private static void check(BigInteger scalar) {
        ECPoint expected = new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar);
        assertThat(MULTIPLES.times(scalar)).isEqualTo(expected);
        assertThat(MULTIPLES.times(N.subtract(scalar))).isEqualTo(expected.negate());
    }
}
