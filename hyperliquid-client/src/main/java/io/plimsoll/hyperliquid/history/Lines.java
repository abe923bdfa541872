package io.plimsoll.hyperliquid.history;

import io.plimsoll.hyperliquid.history.HistoryException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a file into lines, unpacking it if it is compressed. The bytes of a line stay in the buffer until the next. */
final class Lines implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PEEKED_BYTES = 8;
    private static final int LONGEST_LINE = 1 << 29;

    private final String file;
    private final Ending content;
    private @Nullable InputStream text;
    private boolean compressed;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private int start;
    private int end;
    private int nextStart;
    private boolean terminated = true;
    private long number;

    Lines(String file, InputStream content) {
        this.file = file;
        this.content = new Ending(content);
    }

    /** Goes to the next line; false if there is none. Its number counts also if it cannot be read. */
    boolean advance() {
        start = nextStart;
        int scanned = start;
        number++;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    end = i;
                    nextStart = i + 1;
                    return true;
                }
            }
            scanned = filled - start;
            if (!fill()) {
                end = filled;
                nextStart = filled;
                if (end == start) {
                    number--;
                    return false;
                }
                terminated = false;
                return true;
            }
        }
    }

    /** Makes room behind the line that has begun, moves it to the front and reads on; false at the end of the file. */
    private boolean fill() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (buffer.length >= LONGEST_LINE) {
                throw new HistoryException(
                        Kind.UNREADABLE, file, number, "a line of more than " + LONGEST_LINE + " bytes", null);
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        try {
            int read = read(text());
            filled += Math.max(read, 0);
            return read >= 0;
        } catch (IOException e) {
            throw compressed && content.ended
                    ? new HistoryException(
                            Kind.TRUNCATED, file, number, "the file ends in the middle of its LZ4 frame", e)
                    : new HistoryException(Kind.UNREADABLE, file, number, e.toString(), e);
        }
    }

    private int read(InputStream from) throws IOException {
        try {
            return from.read(buffer, filled, buffer.length - filled);
        } catch (RuntimeException e) {
            if (compressed) {
                // the library's way to say that it does not know a frame
                throw new IOException(e);
            }
            throw e;
        }
    }

    private InputStream text() throws IOException {
        InputStream opened = text;
        if (opened == null) {
            PushbackInputStream peeked = new PushbackInputStream(content, PEEKED_BYTES);
            byte[] head = peeked.readNBytes(Lz4Magic.LENGTH);
            peeked.unread(head);
            compressed = Lz4Magic.begins(head);
            if ((compressed && head.length < Lz4Magic.LENGTH) || (head.length == 0 && file.endsWith(".lz4"))) {
                throw new HistoryException(
                        Kind.TRUNCATED, file, number, "the file ends before its first LZ4 frame", null);
            }
            opened = compressed ? unpacked(peeked) : peeked;
            text = opened;
        }
        return opened;
    }

    private static InputStream unpacked(PushbackInputStream packed) throws IOException {
        try {
            return Lz4Frames.unpack(packed);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "LZ4 files need the library at.yawk.lz4:lz4-java on the class path", missing);
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return start;
    }

    int length() {
        return end - start;
    }

    long number() {
        return number;
    }

    /** Whether an end of line followed. */
    boolean terminated() {
        return terminated;
    }

    boolean blank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Remembers whether the end was reached: that tells a cut file from a corrupt one. */
    private static final class Ending extends FilterInputStream {
        private boolean ended;

        private Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            ended |= read < 0;
            return read;
        }
    }
}
