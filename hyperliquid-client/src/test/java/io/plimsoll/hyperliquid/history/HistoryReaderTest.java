package io.plimsoll.hyperliquid.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.hyperliquid.history.HistoryException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryReaderTest {
    private static String line(int i) {
        return "{\"user\":\"0x1\",\"oid\":" + i + ",\"coin\":\"BTC\",\"side\":\"B\",\"px\":\"" + i
                + ".5\",\"raw_book_diff\":\"remove\"}\n";
    }

    private static String file(int lines) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, lines).forEach(i -> text.append(line(i)));
        return text.toString();
    }

    private static List<Long> oids(int lines) {
        return IntStream.range(0, lines).mapToObj(i -> (long) i).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One frame in blocks of 64 KB. */
    static byte[] lz4(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream out = new LZ4FrameOutputStream(packed, BLOCKSIZE.SIZE_64KB)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return packed.toByteArray();
    }

    private static HistoryReader<NodeBookDiff> open(byte[] content) {
        return NodeBookDiff.FORMAT.open("test", new ByteArrayInputStream(content));
    }

    private static List<Long> read(HistoryReader<NodeBookDiff> reader) {
        try (Stream<NodeBookDiff> records = reader.stream()) {
            return records.map(NodeBookDiff::oid).toList();
        }
    }

    @Test
    void plainFile_isReadLineByLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("10"), file(3) + "\n  \r\n" + line(3).replace("\n", "\r\n"));

        try (HistoryReader<NodeBookDiff> reader = NodeBookDiff.FORMAT.open(file)) {
            assertThat(reader.line()).isZero();
            assertThat(reader.next().oid()).isZero();
            assertThat(reader.line()).isEqualTo(1);
            assertThat(reader.stream().map(NodeBookDiff::oid)).containsExactly(1L, 2L, 3L);
            assertThat(reader.line()).isEqualTo(6);
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(reader::next);
        }
    }

    @Test
    void compressedFile_isToldByItsMagicNumber() {
        assertThat(read(open(lz4(bytes(file(5000)))))).isEqualTo(oids(5000));
        assertThat(read(open(lz4(new byte[0])))).isEmpty();
        assertThat(read(open(new byte[0]))).isEmpty();
    }

    @Test
    void framesInARow_areOneFile() throws IOException {
        byte[] whole = bytes(file(4000));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        // cut in the middle of lines
        for (int from = 0; from < whole.length; from += 33_333) {
            frames.write(lz4(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + 33_333))));
        }

        assertThat(read(open(frames.toByteArray()))).isEqualTo(oids(4000));
    }

    @Property(tries = 50)
    void anyChunking_givesTheWhole(@ForAll @IntRange(min = 1, max = 3000) int lines, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] whole = bytes(file(lines));
        byte[] content = random.nextBoolean() ? lz4(whole) : whole;

        assertThat(read(NodeBookDiff.FORMAT.open("test", chunks(content, random))))
                .isEqualTo(oids(lines));
    }

    @Property(tries = 200)
    void anyCutOfACompressedFile_isToldAsCut_afterWhatIsWhole(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] whole = lz4(bytes(file(2500)));
        byte[] cut = Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
        List<Long> read = new ArrayList<>();
        List<HistoryException> problems = new ArrayList<>();

        NodeBookDiff.FORMAT
                .open("test", chunks(cut, random))
                .onBadLine(problems::add)
                .forEachRemaining(record -> read.add(record.oid()));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.TRUNCATED);
            assertThat(problem.line()).isEqualTo(read.size() + 1);
        });
        assertThat(read).isEqualTo(oids(read.size()));
    }

    @Test
    void cutPlainFile_isToldAsCut() {
        HistoryReader<NodeBookDiff> reader = open(bytes(file(2) + line(2).substring(0, 30)));
        reader.next();
        reader.next();

        HistoryException problem = catchThrowableOfType(HistoryException.class, reader::hasNext);

        assertThat(problem.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem).hasMessageStartingWith("test line 3: the file ends in the middle of a line");
        assertThat(reader.hasNext()).as("it has ended").isFalse();
    }

    @Test
    void lastLineWithoutEnd_thatIsWhole_isARecord() {
        assertThat(read(open(bytes(file(2).stripTrailing())))).isEqualTo(oids(2));
    }

    @Test
    void emptyFile_thatShouldBeCompressed_isCut() {
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> NodeBookDiff.FORMAT
                        .open("9.lz4", new ByteArrayInputStream(new byte[0]))
                        .hasNext())
                .matches(problem -> problem.kind() == Kind.TRUNCATED);
    }

    @Test
    void malformedLine_endsTheReading_unlessHandled() {
        byte[] content = bytes(line(0) + "{\"user\":\"0x1\",\"oid\":\"x\"}\n" + line(1) + "<html>\n" + line(2));

        HistoryReader<NodeBookDiff> strict = open(content);
        assertThat(strict.next().oid()).isZero();
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(strict::next)
                .withMessageContaining("test line 2")
                .withMessageContaining("oid")
                .matches(problem ->
                        problem.kind() == Kind.MALFORMED && problem.file().equals("test"));
        assertThat(strict.hasNext()).isFalse();

        List<Long> bad = new ArrayList<>();
        assertThat(read(open(content).onBadLine(problem -> bad.add(problem.line()))))
                .containsExactly(0L, 1L, 2L);
        assertThat(bad).containsExactly(2L, 4L);
    }

    @Test
    void handlerThatThrows_stopsTheReading() {
        HistoryReader<NodeBookDiff> reader = open(bytes("x\n" + line(0))).onBadLine(problem -> {
            throw new IllegalStateException("enough");
        });

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(reader::hasNext);
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void corruptCompression_isUnreadable_notCut() {
        byte[] packed = lz4(bytes(file(5000)));
        for (int i = packed.length / 2; i < packed.length / 2 + 40; i++) {
            packed[i] ^= 0x55;
        }

        List<HistoryException> problems = new ArrayList<>();
        read(open(packed).onBadLine(problems::add));

        assertThat(problems).isNotEmpty();
        assertThat(problems.get(problems.size() - 1).kind()).isIn(Kind.UNREADABLE, Kind.MALFORMED);
    }

    @Test
    void brokenDisk_isUnreadable() {
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(bytes(file(1)))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                if (read < 0) {
                    throw new IOException("disk on fire");
                }
                return read;
            }
        };
        HistoryReader<NodeBookDiff> reader = NodeBookDiff.FORMAT.open("test", broken);
        reader.next();

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(reader::hasNext)
                .withMessageContaining("disk on fire")
                .matches(problem -> problem.kind() == Kind.UNREADABLE);
    }

    @Test
    void missingFile_isUnreadable(@TempDir Path folder) {
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> NodeBookDiff.FORMAT.open(folder.resolve("none")))
                .withMessageContaining("none");
    }

    @Test
    void close_closesTheFile_andEndsTheRecords() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream content = new FilterInputStream(new ByteArrayInputStream(bytes(file(10)))) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        HistoryReader<NodeBookDiff> reader = NodeBookDiff.FORMAT.open("test", content);
        try (Stream<NodeBookDiff> records = reader.stream()) {
            assertThat(records.limit(1)).hasSize(1);
        }

        assertThat(closed).isTrue();
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void endlessFile_isReadInConstantMemory() {
        InputStream endless = new InputStream() {
            private byte[] current = bytes(line(0));
            private int position;
            private int number;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (position == current.length) {
                    current = bytes(line(++number));
                    position = 0;
                }
                int read = Math.min(length, current.length - position);
                System.arraycopy(current, position, target, offset, read);
                position += read;
                return read;
            }
        };

        try (HistoryReader<NodeBookDiff> reader = NodeBookDiff.FORMAT.open("endless", endless)) {
            assertThat(reader.stream()
                            .limit(100_000)
                            .mapToLong(NodeBookDiff::oid)
                            .max())
                    .hasValue(99_999);
        }
    }

    @Test
    void plainFile_withoutTheLibrary_isRead_andACompressedOneSaysWhatIsMissing(@TempDir Path folder) throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), file(2));
        Path packed = Files.write(folder.resolve("packed"), lz4(bytes(file(2))));
        URL[] without = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("lz4"))
                .map(entry -> toUrl(Path.of(entry)))
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(NodeBookDiff.class.getName());
            Object format = type.getField("FORMAT").get(null);

            assertThat(hasNext(format, plain)).isTrue();
            assertThat(catchThrowableOfType(InvocationTargetException.class, () -> hasNext(format, packed))
                            .getCause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("at.yawk.lz4:lz4-java");
        }
    }

    private static boolean hasNext(Object format, Path file) throws ReflectiveOperationException {
        Object reader = format.getClass().getMethod("open", Path.class).invoke(format, file);
        return (boolean) reader.getClass().getMethod("hasNext").invoke(reader);
    }

    private static URL toUrl(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream chunks(byte[] content, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(random.nextInt(20_000) + 1)));
            }
        };
    }
}
