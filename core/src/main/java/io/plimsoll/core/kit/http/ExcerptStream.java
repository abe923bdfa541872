package io.plimsoll.core.kit.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Passes a body through, remembers how it began, and refuses to go on beyond a bound. Not thread-safe. */
final class ExcerptStream extends FilterInputStream {
    static final int EXCERPT_BYTES = 300;

    private final byte[] head = new byte[EXCERPT_BYTES];
    private final long limit;
    private long passed;

    ExcerptStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            if (passed < EXCERPT_BYTES) {
                System.arraycopy(buffer, offset, head, (int) passed, (int) Math.min(count, EXCERPT_BYTES - passed));
            }
            passed += count;
            if (passed > limit) {
                throw new IOException("answer is larger than " + limit + " bytes");
            }
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads no more than this, as text on one line. */
    String readText(int bytes) throws IOException {
        return onOneLine(new String(readNBytes(bytes), StandardCharsets.UTF_8));
    }

    /** The first characters on one line. */
    String excerpt() {
        int length = (int) Math.min(passed, EXCERPT_BYTES);
        String text = onOneLine(new String(head, 0, length, StandardCharsets.UTF_8));
        return passed > EXCERPT_BYTES ? text + "…" : text;
    }

    /** As much of a text as an excerpt shows. */
    static String shortened(String text) {
        return text.length() > EXCERPT_BYTES ? text.substring(0, EXCERPT_BYTES) + "…" : text;
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
