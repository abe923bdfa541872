package io.plimsoll.examples.pyth;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damaged and re-arranged updates: some of them still hold, as what is outside the signed body may change, most do not. The same
 * seed gives the same blobs.
 */
final class Mutations {
    private static final int SIGNATURE = 66;
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private final Random random;
    private final List<byte[]> originals;

    Mutations(long seed, List<byte[]> originals) {
        this.random = new Random(seed);
        this.originals = originals;
    }

    byte[] next() {
        byte[] blob = pick().clone();
        int vaa = 7 + (blob[6] & 0xff) + 3;
        int count = blob[vaa + 5] & 0xff;
        int vaaEnd = vaa + (((blob[vaa - 2] & 0xff) << 8) | (blob[vaa - 1] & 0xff));
        int signature = vaa + 6 + SIGNATURE * random.nextInt(count);
        switch (random.nextInt(18)) {
            case 0 -> flip(blob, random.nextInt(blob.length));
            case 1 -> blob[random.nextInt(blob.length)] = (byte) random.nextInt(256);
            case 2 -> blob = Arrays.copyOf(blob, random.nextInt(blob.length));
            case 3 -> blob = Arrays.copyOf(blob, blob.length + 1 + random.nextInt(40));
            case 4 -> blob = spliced(blob, random.nextInt(blob.length), 1, 0);
            case 5 -> blob = spliced(blob, random.nextInt(blob.length), 0, 1);
            case 6 -> flip(blob, random.nextInt(vaa));
            case 7 -> flip(blob, signature + random.nextInt(SIGNATURE));
            case 8 -> copy(blob, signature, vaa + 6 + SIGNATURE * random.nextInt(count));
            case 9 -> swap(blob, signature, vaa + 6 + SIGNATURE * random.nextInt(count));
            case 10 -> blob = withoutSignatures(blob, vaa, 1 + random.nextInt(count));
            case 11 -> blob[vaa + 4] = (byte) random.nextInt(10);
            case 12 -> blob[signature] = (byte) random.nextInt(24);
            case 13 -> otherS(blob, signature);
            case 14 -> Arrays.fill(blob, signature + 1 + 32 * random.nextInt(2), signature + 33, (byte) 0);
            case 15 -> blob[vaaEnd] = (byte) (blob[vaaEnd] + random.nextInt(3) - 1);
            case 16 -> blob = otherMessages(blob, vaaEnd);
            default -> flip(blob, vaaEnd + random.nextInt(blob.length - vaaEnd));
        }
        if (random.nextInt(5) == 0) {
            flip(blob, blob.length == 0 ? 0 : random.nextInt(blob.length));
        }
        return blob;
    }

    private byte[] pick() {
        return originals.get(random.nextInt(originals.size()));
    }

    private void flip(byte[] blob, int at) {
        if (at < blob.length) {
            blob[at] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static void copy(byte[] blob, int from, int to) {
        System.arraycopy(blob, from, blob, to, SIGNATURE);
    }

    private static void swap(byte[] blob, int one, int other) {
        byte[] kept = Arrays.copyOfRange(blob, one, one + SIGNATURE);
        copy(blob, other, one);
        System.arraycopy(kept, 0, blob, other, SIGNATURE);
    }

    /** The same signature with the other s, which recovers to the same key with the other parity. */
    private static void otherS(byte[] blob, int signature) {
        byte[] s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(blob, signature + 33, signature + 65)))
                .toByteArray();
        Arrays.fill(blob, signature + 33, signature + 65, (byte) 0);
        int from = Math.max(0, s.length - 32);
        System.arraycopy(s, from, blob, signature + 65 - s.length + from, s.length - from);
        blob[signature + 65] ^= 1;
    }

    /** Without its last signatures; the count and the length of the VAA fit. */
    private static byte[] withoutSignatures(byte[] blob, int vaa, int dropped) {
        int count = blob[vaa + 5] & 0xff;
        byte[] shorter = spliced(blob, vaa + 6 + SIGNATURE * (count - dropped), SIGNATURE * dropped, 0);
        shorter[vaa + 5] = (byte) (count - dropped);
        int length = (((blob[vaa - 2] & 0xff) << 8) | (blob[vaa - 1] & 0xff)) - SIGNATURE * dropped;
        shorter[vaa - 2] = (byte) (length >> 8);
        shorter[vaa - 1] = (byte) length;
        return shorter;
    }

    /** The VAA of one update with the messages of another. */
    private byte[] otherMessages(byte[] blob, int vaaEnd) {
        byte[] other = pick();
        int start = 7 + (other[6] & 0xff) + 3;
        int end = start + (((other[start - 2] & 0xff) << 8) | (other[start - 1] & 0xff));
        byte[] both = Arrays.copyOf(blob, vaaEnd + other.length - end);
        System.arraycopy(other, end, both, vaaEnd, other.length - end);
        return both;
    }

    private static byte[] spliced(byte[] blob, int at, int removed, int added) {
        byte[] changed = new byte[blob.length - removed + added];
        System.arraycopy(blob, 0, changed, 0, at);
        System.arraycopy(blob, at + removed, changed, at + added, blob.length - at - removed);
        return changed;
    }
}
