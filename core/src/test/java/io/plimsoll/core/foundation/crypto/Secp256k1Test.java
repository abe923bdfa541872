package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Hex;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Secp256k1Test {
    private static final String KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";

    @Property(tries = 100)
    void recover_ownSignature_givesOwnAddress(@ForAll @Size(32) byte[] key, @ForAll @Size(32) byte[] digest) {
        BigInteger privateKey = new BigInteger(1, key)
                .mod(Secp256k1.order().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);

        Signature signature = Secp256k1.sign(privateKey, digest);

        assertThat(Secp256k1.recover(digest, signature)).contains(Secp256k1.addressOf(privateKey));
        assertThat(signature.s()).isLessThanOrEqualTo(Secp256k1.order().shiftRight(1));
    }

    @Property(tries = 100)
    void multipleOfTheGenerator_isThatOfTheCurve(@ForAll @Size(32) byte[] bytes) {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
        GeneratorMultiples multiples = new GeneratorMultiples(curve);
        BigInteger order = Secp256k1.order();
        for (BigInteger scalar : List.of(
                new BigInteger(1, bytes), BigInteger.ZERO, BigInteger.ONE, order.subtract(BigInteger.ONE), order)) {
            assertThat(multiples.times(scalar)).isEqualTo(curve.getG().multiply(scalar.mod(order)));
        }
    }

    @Property(tries = 50)
    void recover_highS_isAcceptedAsOnChain(@ForAll @Size(32) byte[] digest) {
        LocalSigner signer = LocalSigner.fromHex(KEY);
        Signature low = signer.sign(digest);

        Signature high = new Signature(low.r(), Secp256k1.order().subtract(low.s()), 1 - low.recoveryId());

        assertThat(Secp256k1.recover(digest, high)).contains(signer.address());
    }

    @Property(tries = 50)
    void recover_otherDigest_givesAnotherAddress(@ForAll @Size(32) byte[] digest) {
        LocalSigner signer = LocalSigner.fromHex(KEY);
        Signature signature = signer.sign(digest);
        byte[] other = digest.clone();
        other[7] ^= 1;

        assertThat(Secp256k1.recover(other, signature)).isNotEqualTo(java.util.Optional.of(signer.address()));
    }

    @Test
    void recover_noSuchPoint_isEmpty() {
        // x = 5 is not on the curve: 5³ + 7 has no square root modulo p
        Signature offCurve = new Signature(BigInteger.valueOf(5), BigInteger.ONE, 0);
        Signature beyondOrder = new Signature(Secp256k1.order(), BigInteger.ONE, 0);

        assertThat(Secp256k1.recover(new byte[32], offCurve)).isEmpty();
        assertThat(Secp256k1.recover(new byte[32], beyondOrder)).isEmpty();
    }

    @Test
    void sign_isDeterministic() {
        LocalSigner signer = LocalSigner.fromHex(KEY);
        byte[] digest = Keccak256.hash("plimsoll".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(signer.sign(digest)).isEqualTo(signer.sign(digest));
    }

    @Test
    void keys_outsideTheGroup_areRefusedWithoutShowingThem() {
        String order = Secp256k1.order().toString(16);
        for (String bad : new String[] {"00".repeat(32), order, "ff".repeat(32), "1234"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LocalSigner.fromHex(bad))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(bad));
        }
    }

    @Test
    void secrets_neverShow() {
        LocalSigner signer = LocalSigner.fromHex(KEY);
        Signature signature = signer.sign(new byte[32]);

        assertThat(signer.toString())
                .doesNotContain(KEY.substring(2))
                .contains(signer.address().hex());
        assertThat(signature.toString())
                .doesNotContain(signature.rHex().substring(2))
                .doesNotContain(signature.r().toString());
    }

    @Test
    void fromFile_readsKey_andExplainsWhatIsWrong(@TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("key"), KEY + "\n");
        Path bad = Files.writeString(folder.resolve("bad"), "deadbeef");

        assertThat(LocalSigner.fromFile(good).address())
                .isEqualTo(LocalSigner.fromHex(KEY).address());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalSigner.fromFile(bad))
                .withMessageContaining("bad")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("deadbeef"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalSigner.fromFile(folder.resolve("missing")))
                .withMessageContaining("missing");
    }

    @Test
    void toBytes_isRThenSThenV() {
        Signature signature = new Signature(BigInteger.ONE, BigInteger.TWO, 1);

        assertThat(Hex.encode(signature.toBytes()))
                .isEqualTo("0x" + "0".repeat(63) + "1" + "0".repeat(63) + "2" + "1c");
    }
}
