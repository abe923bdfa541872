package io.plimsoll.pyth.update;

/**
 * What the signers of a price update vouch for: the payload {@code AUWV} of a VAA.
 *
 * @param slot before August 2026 of Pythnet, since then 1/20 second since 1970; unsigned 64-bit
 * @param ringSize of the accumulator; 0 since August 2026
 * @param root 20 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record MerkleRoot(long slot, long ringSize, byte[] root) {
    private static final long MAGIC = 0x41555756;
    private static final int LENGTH = 4 + 1 + 8 + 4 + Merkle.NODE_BYTES;

    public MerkleRoot {
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /**
     * Decodes a payload; bytes after the root are allowed.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_PAYLOAD} if it is anything else
     */
    public static MerkleRoot decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        if (payload.length < LENGTH || in.u32() != MAGIC || in.u8() != 0) {
            throw new UpdateFormatException(
                    Reason.BAD_PAYLOAD, "payload of " + payload.length + " bytes is no Merkle root");
        }
        return new MerkleRoot(in.i64(), in.u32(), in.bytes(Merkle.NODE_BYTES));
    }
}
