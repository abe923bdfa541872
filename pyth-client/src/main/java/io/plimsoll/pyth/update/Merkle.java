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

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte PADDING = 2;

    /** From the leaves to the root; of each node only the first 20 bytes count. */
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
            level[i] = i < messages.size() ? leaf(messages.get(i)) : Keccak256.hash(new byte[] {PADDING});
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
        return Arrays.copyOf(levels.get(levels.size() - 1)[0], NODE_BYTES);
    }

    /** The proof of the message at {@code index}: siblings from the leaf upwards, 20 bytes each. */
    public List<byte[]> proof(int index) {
        List<byte[]> proof = new ArrayList<>();
        int at = index;
        for (byte[][] level : levels.subList(0, levels.size() - 1)) {
            proof.add(Arrays.copyOf(level[at ^ 1], NODE_BYTES));
            at >>= 1;
        }
        return proof;
    }

    /** Whether a message lies under a root. */
    public static boolean proves(byte[] root, byte[] message, List<byte[]> proof) {
        return new UpdateCodec.Proof(message, proof).reaches(root);
    }

    /**
     * The root that a message and its path lead to: 20 bytes, and perhaps more that mean nothing.
     *
     * @param bytes hold both
     * @param message where it starts
     * @param length of the message
     * @param path where the siblings start, from the leaf upwards
     * @param nodes how many
     */
    static byte[] top(byte[] bytes, int message, int length, int path, int nodes) {
        byte[] leaf = new byte[1 + length];
        leaf[0] = LEAF;
        System.arraycopy(bytes, message, leaf, 1, length);
        byte[] node = Keccak256.hash(leaf, 0, leaf.length);
        byte[] pair = new byte[1 + 2 * NODE_BYTES];
        for (int at = path; at < path + nodes * NODE_BYTES; at += NODE_BYTES) {
            pair(pair, node, bytes, at);
            Keccak256.hash(pair, 0, pair.length, node, 0);
        }
        return node;
    }

    private static byte[] leaf(byte[] message) {
        return top(message, 0, message.length, message.length, 0);
    }

    private static byte[] parent(byte[] a, byte[] b) {
        byte[] pair = new byte[1 + 2 * NODE_BYTES];
        pair(pair, a, b, 0);
        return Keccak256.hash(pair, 0, pair.length);
    }

    /** Writes what a node is the hash of: its mark, then the smaller child, then the other. */
    private static void pair(byte[] pair, byte[] a, byte[] b, int bStart) {
        boolean inOrder = Arrays.compareUnsigned(a, 0, NODE_BYTES, b, bStart, bStart + NODE_BYTES) <= 0;
        pair[0] = NODE;
        System.arraycopy(a, 0, pair, inOrder ? 1 : 1 + NODE_BYTES, NODE_BYTES);
        System.arraycopy(b, bStart, pair, inOrder ? 1 + NODE_BYTES : 1, NODE_BYTES);
    }
}
