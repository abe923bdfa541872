package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.crypto.Keccak256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pyth's Merkle tree: 20-byte nodes, the smaller child first, so that a proof needs no directions and proves membership
 * but no position.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/pythnet/pythnet_sdk/src/accumulators/merkle.rs">merkle.rs</a>
 */
public final class Merkle {
    /** Bytes of a node. */
    public static final int NODE_BYTES = 20;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final byte[] PADDING = {2};

    private final List<byte[][]> levels;

    private Merkle(List<byte[][]> levels) {
        this.levels = levels;
    }

    /**
     * The tree over messages, padded to a power of two.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Merkle of(List<byte[]> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree needs at least one message");
        }
        int width = Integer.highestOneBit(Math.max(1, 2 * messages.size() - 1));
        byte[][] level = new byte[width][];
        for (int i = 0; i < width; i++) {
            level[i] = i < messages.size() ? leaf(messages.get(i)) : hash(PADDING);
        }
        List<byte[][]> levels = new ArrayList<>();
        levels.add(level);
        while (level.length > 1) {
            byte[][] above = new byte[level.length / 2][];
            for (int i = 0; i < above.length; i++) {
                above[i] = parent(level[2 * i], level[2 * i + 1]);
            }
            levels.add(above);
            level = above;
        }
        return new Merkle(levels);
    }

    /** The root, 20 bytes. */
    public byte[] root() {
        return levels.get(levels.size() - 1)[0].clone();
    }

    /** The proof of the message at {@code index}: siblings from the leaf upwards, 20 bytes each. */
    public List<byte[]> proof(int index) {
        List<byte[]> proof = new ArrayList<>();
        int at = index;
        for (byte[][] level : levels.subList(0, levels.size() - 1)) {
            proof.add(level[at ^ 1].clone());
            at >>= 1;
        }
        return proof;
    }

    /** Whether a message lies under a root. */
    public static boolean proves(byte[] root, byte[] message, List<byte[]> proof) {
        byte[] node = leaf(message);
        for (byte[] sibling : proof) {
            node = parent(node, sibling);
        }
        return Arrays.equals(node, root);
    }

    private static byte[] leaf(byte[] message) {
        return hash(LEAF, message);
    }

    private static byte[] parent(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) <= 0 ? hash(NODE, a, b) : hash(NODE, b, a);
    }

    private static byte[] hash(byte[]... parts) {
        return Arrays.copyOf(Keccak256.hash(parts), NODE_BYTES);
    }
}
