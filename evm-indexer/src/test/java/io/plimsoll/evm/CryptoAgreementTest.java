package io.plimsoll.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Eip55;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** Core's cryptography against web3j's, on random input: two codebases must give the same bytes. */
class CryptoAgreementTest {
    @Property(tries = 200)
    void keccak(@ForAll @Size(max = 300) byte[] message) {
        assertThat(Keccak256.hash(message)).isEqualTo(Hash.sha3(message));
    }

    @Property(tries = 100)
    void signAddressAndRecover(@ForAll @Size(32) byte[] key, @ForAll @Size(32) byte[] digest) {
        BigInteger privateKey = new BigInteger(1, key)
                .mod(Secp256k1.order().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        Credentials theirs = Credentials.create(ECKeyPair.create(privateKey));

        Signature signature = Secp256k1.sign(privateKey, digest);

        Sign.SignatureData expected = Sign.signMessage(digest, theirs.getEcKeyPair(), false);
        assertThat(signature.rHex()).isEqualTo(Hex.encode(expected.getR()));
        assertThat(signature.sHex()).isEqualTo(Hex.encode(expected.getS()));
        assertThat(signature.v()).isEqualTo(expected.getV()[0]);
        assertThat(Secp256k1.recover(digest, signature).orElseThrow().hex()).isEqualTo(theirs.getAddress());
        assertThat(Eip55.format(Secp256k1.addressOf(privateKey)))
                .isEqualTo(Keys.toChecksumAddress(theirs.getAddress()));
        assertThat(LocalSigner.fromHex(String.format("%064x", privateKey))
                        .address()
                        .hex())
                .isEqualTo(theirs.getAddress());
    }
}
