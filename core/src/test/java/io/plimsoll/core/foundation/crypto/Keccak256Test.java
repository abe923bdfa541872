package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Hex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class Keccak256Test {
    @Test
    void hash_knownTexts_areThePublishedHashes() {
        assertThat(Hex.encode(Keccak256.hash()))
                .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(Hex.encode(Keccak256.hash("abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    }

    /** Every length around one, two and three blocks, wherever it is cut and wherever it lies. */
    @Test
    void hash_anyLengthSplitAndPlace_isOneAndTheSame() {
        Random random = new Random(1);
        for (int length = 0; length <= 1000; length++) {
            byte[] input = new byte[length];
            random.nextBytes(input);
            byte[] expected = reference(input);
            int cut = random.nextInt(length + 1);
            int secondCut = cut + random.nextInt(length - cut + 1);
            int offset = random.nextInt(40);
            byte[] embedded = new byte[length + offset + random.nextInt(40)];
            random.nextBytes(embedded);
            System.arraycopy(input, 0, embedded, offset, length);

            assertThat(Keccak256.hash(input)).isEqualTo(expected);
            assertThat(Keccak256.hash(
                            Arrays.copyOf(input, cut),
                            Arrays.copyOfRange(input, cut, secondCut),
                            Arrays.copyOfRange(input, secondCut, length)))
                    .isEqualTo(expected);
            assertThat(Keccak256.hash(embedded, offset, length)).isEqualTo(expected);
        }
    }

    @Test
    void hash_intoWhatIsHashed_writesThirtyTwoBytesOnly() {
        byte[] bytes = new byte[200];
        new Random(2).nextBytes(bytes);
        byte[] before = bytes.clone();

        Keccak256.hash(bytes, 10, 100, bytes, 50);

        assertThat(Arrays.copyOfRange(bytes, 50, 82)).isEqualTo(reference(Arrays.copyOfRange(before, 10, 110)));
        System.arraycopy(before, 50, bytes, 50, 32);
        assertThat(bytes).isEqualTo(before);
    }

    @Test
    void hash_bytesThatAreNotThere_areRefused() {
        byte[] ten = new byte[10];
        byte[] hash = new byte[32];
        for (int[] range : new int[][] {{-1, 5}, {0, 11}, {10, 1}, {5, -1}, {11, 0}, {Integer.MAX_VALUE, 1}}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> Keccak256.hash(ten, range[0], range[1]));
        }
        for (int at : new int[] {-1, 1}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> Keccak256.hash(ten, 0, 10, hash, at));
        }
        assertThat(hash).containsOnly(0);
    }

    private static byte[] reference(byte[] input) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte next : input) {
            digest.update(next);
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }
}
