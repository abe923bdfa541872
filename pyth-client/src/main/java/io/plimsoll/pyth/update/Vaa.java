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
 * @param signerSet index of the set that signed; unsigned 32-bit
 * @param signatures in the order given, at most 255
 * @param timestamp seconds since 1970; unsigned 32-bit
 * @param nonce of the emitter; unsigned 32-bit
 * @param emitter who published it
 * @param sequence of the emitter; unsigned 64-bit
 * @param consistencyLevel of the emitter; 0 to 255
 * @param payload what was published
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
        byte[] payload) {

    private static final int VERSION = 1;
    /** Where the number of signatures is. */
    static final int COUNT_AT = 5;

    static final int SIGNATURE_BYTES = 66;
    /** Before the payload. */
    static final int BODY_HEADER_BYTES = 51;

    /**
     * A signature and whose it claims to be.
     *
     * @param index in the signer set; 0 to 255
     * @param r as given, any 256 bits
     * @param s as given, any 256 bits
     * @param recoveryId as given, 0 to 255; only 0 and 1 can be right
     */
    public record SignedBy(int index, BigInteger r, BigInteger s, int recoveryId) {
        /** The signature, or empty if it cannot be anybody's: no recovery id, or a zero. */
        public Optional<Signature> signature() {
            return recoveryId > 1 || r.signum() == 0 || s.signum() == 0
                    ? Optional.empty()
                    : Optional.of(new Signature(r, s, recoveryId));
        }

        /** The address that made this signature over the digest, or empty if none can have. */
        public Optional<Address> recover(Bytes32 digest) {
            return signature().flatMap(signature -> Secp256k1.recover(digest.toBytes(), signature));
        }

        /** Hides the signature. */
        @Override
        public String toString() {
            return "SignedBy[index=" + index + "]";
        }
    }

    /** Checks nothing but what would not fit on the wire, and that when encoding. */
    public Vaa {
        signatures = List.copyOf(signatures);
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /**
     * Decodes a VAA; everything after the body's header is payload.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_VAA_VERSION} or {@link Reason#TRUNCATED}
     */
    public static Vaa decode(byte[] bytes) {
        return decode(new ByteReader(bytes));
    }

    /** All that is left to read. */
    static Vaa decode(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new UpdateFormatException(Reason.BAD_VAA_VERSION, "VAA version " + version);
        }
        long signerSet = in.u32();
        int count = in.u8();
        List<SignedBy> signatures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            signatures.add(new SignedBy(in.u8(), in.u256(), in.u256(), in.u8()));
        }
        return new Vaa(
                signerSet,
                signatures,
                in.u32(),
                in.u32(),
                new Emitter(in.u16(), in.word()),
                in.i64(),
                in.u8(),
                in.bytes(in.remaining()));
    }

    /**
     * The bytes that {@link #decode} reads: the very same ones if this was decoded.
     *
     * @throws IllegalArgumentException if a value does not fit its field
     */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(
                        COUNT_AT + 1 + SIGNATURE_BYTES * signatures.size() + BODY_HEADER_BYTES + payload.length)
                .u8(VERSION)
                .u32(signerSet)
                .u8(signatures.size());
        for (SignedBy signature : signatures) {
            out.u8(signature.index).u256(signature.r).u256(signature.s).u8(signature.recoveryId);
        }
        return writeBody(out).toBytes();
    }

    /** The bytes that are signed. */
    public byte[] body() {
        return writeBody(new ByteWriter(BODY_HEADER_BYTES + payload.length)).toBytes();
    }

    private ByteWriter writeBody(ByteWriter out) {
        return out.u32(timestamp)
                .u32(nonce)
                .u16(emitter.chain())
                .word(emitter.address())
                .i64(sequence)
                .u8(consistencyLevel)
                .bytes(payload);
    }

    /** keccak256(keccak256(body)), which was signed: the identity of the message, whoever signed it. */
    public Bytes32 digest() {
        return Bytes32.of(Keccak256.hash(Keccak256.hash(body())));
    }
}
