package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Wormhole message with its signatures, decoded and not yet believed. Version, set index and signatures are outside the
 * signed body.
 *
 * @param signerSet index of the set that signed
 * @param signatures in the order given
 * @param timestamp seconds since 1970
 * @param nonce of the emitter
 * @param emitter who published it
 * @param sequence of the emitter; unsigned 64-bit
 * @param consistencyLevel of the emitter
 * @param payload what was published
 * @param digest keccak256(keccak256(body)), which was signed
 * @see <a href="https://wormhole.com/docs/protocol/infrastructure/vaas/">VAAs</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out; the digest is what to compare
public record Vaa(
        long signerSet,
        List<SignedBy> signatures,
        long timestamp,
        long nonce,
        Emitter emitter,
        long sequence,
        int consistencyLevel,
        byte[] payload,
        Bytes32 digest) {

    private static final int VERSION = 1;

    /**
     * A signature and whose it claims to be.
     *
     * @param index in the signer set
     * @param r as given, any 256 bits
     * @param s as given, any 256 bits
     * @param recoveryId as given; only 0 and 1 can be right
     */
    public record SignedBy(int index, BigInteger r, BigInteger s, int recoveryId) {
        /** The address that made this signature over the digest, or empty if none can have. */
        public Optional<Address> recover(Bytes32 digest) {
            if (recoveryId > 1 || r.signum() == 0 || s.signum() == 0) {
                return Optional.empty();
            }
            return Secp256k1.recover(digest.toBytes(), new Signature(r, s, recoveryId));
        }

        /** Hides the signature. */
        @Override
        public String toString() {
            return "SignedBy[index=" + index + "]";
        }
    }

    public Vaa {
        signatures = List.copyOf(signatures);
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /**
     * Decodes a VAA.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_VAA_VERSION} or {@link Reason#TRUNCATED}
     */
    public static Vaa decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new UpdateFormatException(Reason.BAD_VAA_VERSION, "VAA version " + version);
        }
        long signerSet = in.u32();
        int count = in.u8();
        List<SignedBy> signatures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            signatures.add(
                    new SignedBy(in.u8(), new BigInteger(1, in.bytes(32)), new BigInteger(1, in.bytes(32)), in.u8()));
        }
        byte[] body = in.bytes(in.remaining());
        ByteReader fields = new ByteReader(body);
        return new Vaa(
                signerSet,
                signatures,
                fields.u32(),
                fields.u32(),
                new Emitter(fields.u16(), fields.word()),
                fields.i64(),
                fields.u8(),
                fields.bytes(fields.remaining()),
                Bytes32.of(Keccak256.hash(Keccak256.hash(body))));
    }
}
