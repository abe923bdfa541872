package io.plimsoll.pyth.update;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The envelope {@code PNAU} around a VAA and the messages it vouches for. Decoding believes nothing. Thread-safe. */
public final class UpdateCodec {
    private static final long MAGIC = 0x504e4155;
    private static final int MAJOR = 1;
    private static final int WORMHOLE_MERKLE = 0;

    private UpdateCodec() {}

    /**
     * A decoded envelope. Arrays are shared, not copied: treat them as read-only.
     *
     * @param vaa signed part
     * @param proofs messages and their proofs, in order
     * @param trailingBytes after the last message
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and thrown away, never compared
    public record Decoded(byte[] vaa, List<Proof> proofs, int trailingBytes) {}

    /**
     * A message and the way from it to the root.
     *
     * @param message type byte included
     * @param path siblings from the leaf upwards, 20 bytes each
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and thrown away, never compared
    public record Proof(byte[] message, List<byte[]> path) {}

    /**
     * Decodes a whole envelope.
     *
     * @throws UpdateFormatException if it is none
     */
    public static Decoded decode(byte[] blob) {
        ByteReader in = new ByteReader(blob);
        byte[] vaa = readVaa(in);
        List<Proof> proofs = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            proofs.add(readProof(in));
        }
        return new Decoded(vaa, proofs, in.remaining());
    }

    /**
     * Encodes an envelope of version 1.0.
     *
     * @throws IllegalArgumentException if a part is too long for its length field
     */
    public static byte[] encode(byte[] vaa, List<Proof> proofs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x50, 0x4e, 0x41, 0x55, MAJOR, 0, 0, WORMHOLE_MERKLE});
        length(out, 2, vaa.length);
        out.writeBytes(vaa);
        length(out, 1, proofs.size());
        for (Proof proof : proofs) {
            length(out, 2, proof.message.length);
            out.writeBytes(proof.message);
            length(out, 1, proof.path.size());
            proof.path.forEach(out::writeBytes);
        }
        return out.toByteArray();
    }

    static byte[] readVaa(ByteReader in) {
        if (in.u32() != MAGIC) {
            throw new UpdateFormatException(Reason.BAD_MAGIC, "does not begin with PNAU");
        }
        int major = in.u8();
        if (major != MAJOR) {
            throw new UpdateFormatException(Reason.BAD_MAJOR_VERSION, "major version " + major);
        }
        in.u8(); // minor: any is compatible
        in.bytes(in.u8()); // room for later header fields
        int type = in.u8();
        if (type != WORMHOLE_MERKLE) {
            throw new UpdateFormatException(Reason.UNKNOWN_UPDATE_TYPE, "update type " + type);
        }
        return in.bytes(in.u16());
    }

    static Proof readProof(ByteReader in) {
        byte[] message = in.bytes(in.u16());
        List<byte[]> path = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            path.add(in.bytes(Merkle.NODE_BYTES));
        }
        return new Proof(message, path);
    }

    private static void length(ByteArrayOutputStream out, int bytes, int value) {
        if (value >>> (8 * bytes) != 0) {
            throw new IllegalArgumentException(value + " does not fit a length field of " + bytes + " bytes");
        }
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
    }
}
