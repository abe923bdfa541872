package io.plimsoll.pyth.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.pyth.pro.ProFormat;
import io.plimsoll.pyth.pro.ProMessage;
import io.plimsoll.pyth.pro.ProPayload;
import io.plimsoll.pyth.pro.ProTrust;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Signs payloads as Pyth Pro does, with test keys of both kinds. They follow from a name, so that two processes agree on them;
 * they protect nothing. Thread-safe.
 */
public final class ProSigner {
    private static final String ED25519 = "Ed25519";
    private static final int KEY_BYTES = 32;
    private static final int V = 64;
    private static final int FIRST_V = 27;

    private final String name;
    private final LocalSigner ecdsa;
    private final PrivateKey ed25519;
    private final Bytes32 ed25519Public;

    private ProSigner(String name) {
        this.name = name;
        this.ecdsa = LocalSigner.fromHex(Hex.encode(hash("ecdsa of " + name)));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519);
            generator.initialize(NamedParameterSpec.ED25519, new Seed(hash("ed25519 of " + name)));
            KeyPair pair = generator.generateKeyPair();
            ed25519 = pair.getPrivate();
            ed25519Public = encoded((EdECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /** The signer of this name. */
    public static ProSigner named(String name) {
        return new ProSigner(name);
    }

    /** Trusts both keys, for ever. */
    public ProTrust trust() {
        return trustUntil(Instant.MAX);
    }

    /** Trusts both keys until a time. */
    public ProTrust trustUntil(Instant end) {
        return new ProTrust(name, Map.of(address(), end), Map.of(publicKey(), end));
    }

    /** Of the secp256k1 key. */
    public Address address() {
        return ecdsa.address();
    }

    /** The Ed25519 key. */
    public Bytes32 publicKey() {
        return ed25519Public;
    }

    /** The payload in its envelope, signed unless the format is not. */
    public byte[] sign(ProFormat format, ProPayload payload) {
        return seal(format, payload.encode(format.order())).encode();
    }

    /** Any bytes in an envelope, signed unless the format is not. */
    public ProMessage seal(ProFormat format, byte[] payload) {
        return switch (format) {
            case EVM, LE_ECDSA -> {
                byte[] rsv = ecdsa.sign(Keccak256.hash(payload)).toBytes();
                yield new ProMessage.Ecdsa(
                        format, Arrays.copyOf(rsv, ProMessage.SIGNATURE_BYTES), rsv[V] - FIRST_V, payload);
            }
            case SOLANA -> new ProMessage.Ed25519(signEd25519(payload), ed25519Public.toBytes(), payload);
            case LE_UNSIGNED -> new ProMessage.Unsigned(payload);
        };
    }

    private byte[] signEd25519(byte[] payload) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(ed25519);
            signature.update(payload);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static Bytes32 encoded(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] bytes = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(bigEndian.length, KEY_BYTES); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            bytes[KEY_BYTES - 1] |= (byte) 0x80;
        }
        return Bytes32.of(bytes);
    }

    private static byte[] hash(String text) {
        return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a key that follows from a name: for tests only. */
    private static final class Seed extends SecureRandom {
        @Serial
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
