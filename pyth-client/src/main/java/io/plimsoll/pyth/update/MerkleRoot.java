package io.plimsoll.pyth.update;

/**
 * What the signers of a price update vouch for: the payload {@code AUWV} of a VAA.
 *
 * @param slot before August 2026 of Pythnet, since then 1/20 second since 1970; unsigned 64-bit
 * @param ringSize of the accumulator, 0 since August 2026; unsigned 32-bit
 * @param root 20 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record MerkleRoot(long slot, long ringSize, byte[] root) {
    private static final long MAGIC = 0x41555756;
    private static final int MERKLE = 0;
    private static final int LENGTH = 4 + 1 + 8 + 4 + Merkle.NODE_BYTES;

    /**
     * Copies the root.
     *
     * @throws IllegalArgumentException if it is not of 20 bytes
     */
    public MerkleRoot {
        if (root.length != Merkle.NODE_BYTES) {
            throw new IllegalArgumentException("a root has " + Merkle.NODE_BYTES + " bytes, got " + root.length);
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /**
     * Decodes a payload; bytes after the root are allowed, for later versions, and not kept.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_PAYLOAD} if it is anything else
     */
    public static MerkleRoot decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        if (payload.length < LENGTH || in.u32() != MAGIC || in.u8() != MERKLE) {
            throw new UpdateFormatException(
                    Reason.BAD_PAYLOAD, "payload of " + payload.length + " bytes is no Merkle root");
        }
        return new MerkleRoot(in.i64(), in.u32(), in.bytes(Merkle.NODE_BYTES));
    }

    /**
     * The payload of 37 bytes.
     *
     * @throws IllegalArgumentException if the ring size does not fit 32 bits
     */
    public byte[] encode() {
        return new ByteWriter(LENGTH)
                .u32(MAGIC)
                .u8(MERKLE)
                .i64(slot)
                .u32(ringSize)
                .bytes(root)
                .toBytes();
    }
}
