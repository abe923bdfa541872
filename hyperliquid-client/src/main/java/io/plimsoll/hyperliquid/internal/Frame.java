package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.JsonScanner.Refused;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of one websocket message, <code>{"channel": …, "data": …}</code>, read without looking into the data. The keys
 * come in any order, others are passed over, and there may be no data. Not thread-safe.
 *
 * <p>The usual spelling is known by its first and last bytes; that what is between them is one value shows when it is read.
 * Any other is scanned to its end first.
 */
public final class Frame {
    private static final Fields ENVELOPE = Fields.of("channel", "data");
    private static final byte[] USUAL_START = "{\"channel\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USUAL_MIDDLE = "\",\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final int EXCERPT_BYTES = 300;

    private final String source;
    private final byte[] json;
    private String channel = "";
    private int dataFrom;
    private int dataTo;
    private boolean checked;

    private Frame(String source, byte[] json) {
        this.source = source;
        this.json = json;
        if (!guess()) {
            check();
        }
    }

    /**
     * Of a text.
     *
     * @param source the name that errors carry
     * @throws MalformedResponse if it is no JSON object with a text {@code channel}
     */
    public static Frame of(String source, String text) {
        return new Frame(source, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Of UTF-8, which is kept, not copied.
     *
     * @param source the name that errors carry
     * @throws MalformedResponse if it is no JSON object with a text {@code channel}
     */
    public static Frame of(String source, byte[] utf8) {
        return new Frame(source, utf8);
    }

    /** The channel as the venue names it. */
    public String channel() {
        return channel;
    }

    /**
     * Whether there are data; {@code null} counts.
     *
     * @throws MalformedResponse if the frame is no JSON
     */
    public boolean hasData() {
        check();
        return dataTo > 0;
    }

    /**
     * The data as JSON; empty if there are none.
     *
     * @throws MalformedResponse if the frame is no JSON
     */
    public String data() {
        check();
        return new String(json, dataFrom, dataTo - dataFrom, StandardCharsets.UTF_8);
    }

    /** The whole frame. */
    public byte[] bytes() {
        return json;
    }

    /**
     * Where in {@link #bytes} the data begin; 0 if there are none.
     *
     * @throws MalformedResponse if the frame is no JSON
     */
    public int dataOffset() {
        check();
        return dataFrom;
    }

    /**
     * How many bytes the data have; 0 if there are none.
     *
     * @throws MalformedResponse if the frame is no JSON
     */
    public int dataLength() {
        check();
        return dataTo - dataFrom;
    }

    /**
     * The data as a value; null for {@code null}.
     *
     * @throws MalformedResponse if there are none or they are not such a value; names the channel and the path
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the type says what T is
    public <T> @Nullable T read(JavaType type) {
        if (!checked) {
            try {
                return WireJson.read(type, json, dataFrom, dataTo - dataFrom, source, what());
            } catch (MalformedResponse e) {
                int from = dataFrom;
                int to = dataTo;
                check();
                if (from == dataFrom && to == dataTo) {
                    throw e;
                }
            }
        }
        if (dataTo == 0) {
            throw new MalformedResponse(source, what() + " has no data", null);
        }
        return WireJson.read(type, json, dataFrom, dataTo - dataFrom, source, what());
    }

    private String what() {
        return "frame of " + channel;
    }

    /** Takes the envelope for usual if it begins and ends so. */
    private boolean guess() {
        int length = json.length;
        int nameFrom = USUAL_START.length;
        if (length < nameFrom + USUAL_MIDDLE.length + 2 || json[length - 1] != '}' || !startsWith(USUAL_START, 0)) {
            return false;
        }
        int nameTo = nameFrom;
        while ((nameTo < length && (json[nameTo] | ' ') >= 'a' && (json[nameTo] | ' ') <= 'z') || isDigit(nameTo)) {
            nameTo++;
        }
        if (!startsWith(USUAL_MIDDLE, nameTo)) {
            return false;
        }
        channel = new String(json, nameFrom, nameTo - nameFrom, StandardCharsets.US_ASCII);
        dataFrom = nameTo + USUAL_MIDDLE.length;
        dataTo = length - 1;
        return dataTo > dataFrom;
    }

    private boolean isDigit(int index) {
        return index < json.length && json[index] >= '0' && json[index] <= '9';
    }

    private boolean startsWith(byte[] start, int at) {
        if (at + start.length > json.length) {
            return false;
        }
        for (int n = 0; n < start.length; n++) {
            if (json[at + n] != start[n]) {
                return false;
            }
        }
        return true;
    }

    /** Scans all of it, once. */
    private void check() {
        if (checked) {
            return;
        }
        JsonScanner in = new JsonScanner(json, 0, json.length);
        try {
            scan(in);
        } catch (Refused e) {
            throw malformed(
                    "is no JSON object with one text \"channel\" and at most one \"data\", at byte " + in.position());
        }
        checked = true;
    }

    private void scan(JsonScanner in) {
        String name = null;
        int from = 0;
        int to = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(ENVELOPE, next++);
                if (field == 0 && name == null) {
                    name = in.text();
                } else if (field == 1 && to == 0) {
                    from = in.valueStart();
                    in.skip();
                    to = in.position();
                } else if (field == JsonScanner.UNKNOWN) {
                    in.skip();
                } else {
                    throw JsonScanner.refuse();
                }
            } while (in.more('}'));
        }
        in.finish();
        if (name == null) {
            throw JsonScanner.refuse();
        }
        channel = name;
        dataFrom = from;
        dataTo = to;
    }

    private MalformedResponse malformed(String problem) {
        String text = new String(json, 0, Math.min(json.length, EXCERPT_BYTES), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return new MalformedResponse(source, "frame " + problem + "; it begins: " + text, null);
    }
}
