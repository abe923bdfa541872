package io.plimsoll.hyperliquid.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.hyperliquid.history.HistoryException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LinkedLz4FramesTest {
    private static byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(400_000)];
        for (int i = 0; i < content.length; ) {
            int copied = i == 0 || random.nextInt(4) == 0 ? 0 : Math.min(content.length - i, random.nextInt(2000));
            int back = 1 + random.nextInt(Math.max(1, Math.min(i, 60_000)));
            for (int j = 0; j < copied; j++, i++) {
                content[i] = content[i - back];
            }
            for (int j = random.nextInt(300); j > 0 && i < content.length; j--, i++) {
                content[i] = (byte) random.nextInt();
            }
        }
        return content;
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        return Lz4Frames.unpack(new PushbackInputStream(new ByteArrayInputStream(packed), Lz4Frames.HEAD_BYTES))
                .readAllBytes();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    @Property(tries = 60)
    void anyContent_isUnpacked(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] first = content(random);
        byte[] second = content(random);
        byte[] skipped = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};

        byte[] packed = join(
                LinkedFrame.pack(first, random.nextBoolean(), random),
                skipped,
                HistoryReaderTest.lz4(second),
                LinkedFrame.pack(first, random.nextBoolean(), random));

        assertThat(unpack(packed)).isEqualTo(join(first, second, first));
    }

    @Property(tries = 60)
    void anyCut_isTheEndOfTheFile(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] packed = LinkedFrame.pack(content(random), random.nextBoolean(), random);
        byte[] cut = Arrays.copyOf(packed, Lz4Frames.HEAD_BYTES + random.nextInt(packed.length - Lz4Frames.HEAD_BYTES));

        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> unpack(cut));
    }

    @Property(tries = 200)
    void anyFlippedBit_isNoticed_neverAnotherContent(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] packed = LinkedFrame.pack(content(random), true, random);
        int at = 4 + random.nextInt(packed.length - 4);
        packed[at] ^= (byte) (1 << random.nextInt(8));

        // an independent frame is the library's, which says so in other exceptions
        if (at > 4) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> unpack(packed));
        }
    }

    @Test
    void linkedFile_readsLikeAnyOther() {
        String line =
                "{\"user\":\"0x1\",\"oid\":7,\"coin\":\"BTC\",\"side\":\"B\",\"px\":\"1.5\",\"raw_book_diff\":\"remove\"}\n";
        byte[] packed = LinkedFrame.pack(line.repeat(5000).getBytes(StandardCharsets.UTF_8), true, new Random(1));

        try (HistoryReader<NodeBookDiff> reader = NodeBookDiff.FORMAT.open("x.lz4", new ByteArrayInputStream(packed))) {
            assertThat(reader.stream()).hasSize(5000);
        }
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> NodeBookDiff.FORMAT
                        .open("x.lz4", new ByteArrayInputStream(Arrays.copyOf(packed, packed.length - 1)))
                        .forEachRemaining(record -> {}))
                .matches(problem -> problem.kind() == Kind.TRUNCATED && problem.line() == 5001);
    }

    @Test
    void independentThenLinked_isUnreadable_notAnUnknownException() {
        byte[] packed = join(
                HistoryReaderTest.lz4(new byte[] {'\n'}), LinkedFrame.pack(new byte[] {'\n'}, true, new Random(1)));

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> NodeBookDiff.FORMAT
                        .open("x.lz4", new ByteArrayInputStream(packed))
                        .hasNext())
                .matches(problem -> problem.kind() == Kind.UNREADABLE);
    }

    @Test
    void dictionaryOrUnknownVersion_isRefused() {
        byte[] packed = LinkedFrame.pack(new byte[100], false, new Random(1));
        byte[] version = packed.clone();
        version[4] |= (byte) 0x80;
        byte[] junk = join(packed, new byte[] {1, 2, 3, 4});

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> unpack(version))
                .withMessageContaining("version");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> unpack(junk))
                .withMessageContaining("should begin");
    }
}
