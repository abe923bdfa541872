package io.plimsoll.hyperliquid.internal;

import java.io.Serial;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pulls values out of UTF-8 JSON, eight bytes at a time and without a tree. Not thread-safe; for one document.
 *
 * <p>It takes less than Jackson does, on purpose: what is not strict JSON of exactly the asked kind is {@link Refused}, be it
 * wrong (a missing comma, bytes that are not UTF-8), or only unusual (a long inside a string, a key written with escapes, a
 * key that comes twice). Whoever catches that hands the document to Jackson, which either knows how to read it or says what
 * is wrong and where. So there is one set of rules, Jackson's, and this class must only never accept what those refuse.
 *
 * <p>An object is read as {@code if (in.openObject()) do { switch (in.field(FIELDS, next)) … } while (in.more('}'))}, an array
 * the same way.
 */
public final class JsonScanner {
    /** Of {@link #field}: a name that is not among the given ones. */
    public static final int UNKNOWN = -1;

    /** The document, or its rest, is not what was asked for; where is {@link #position}. Carries no stack. */
    public static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("StaticAssignmentOfThrowable") // it carries nothing, and is thrown for every unusual document
        private static final Refused INSTANCE = new Refused();

        private Refused() {
            super("not plain JSON of the expected shape", null, false, false);
        }
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final long DOTS = '.' * ONES;
    private static final long ZEROS = '0' * ONES;

    private static final int LONG_DIGITS = 18;
    private static final int MAX_DECIMAL = 100; // far below the length at which Jackson refuses a number
    private static final int MAX_TEXT = 1 << 20; // far below the length at which Jackson refuses a text
    private static final int MAX_NAME = 1 << 10;
    private static final int MAX_DEPTH = 100; // Jackson's is 1000

    private static final long[] POWERS = new long[LONG_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int n = 1; n < POWERS.length; n++) {
            POWERS[n] = POWERS[n - 1] * 10;
        }
    }

    private final byte[] json;
    private final int end;
    private int at;

    /** Over {@code length} bytes from {@code offset} on. */
    public JsonScanner(byte[] json, int offset, int length) {
        this.json = json;
        this.at = offset;
        this.end = offset + length;
    }

    /** The index in the array of the next byte to be read; after {@link Refused}, about where that was. */
    public int position() {
        return at;
    }

    /** Where the next value begins, white space passed over. */
    public int valueStart() {
        next();
        return at;
    }

    /** What to throw where a reader finds a value missing or unusual. */
    public static Refused refuse() {
        return Refused.INSTANCE;
    }

    /** The fields seen so far and this one, which must not be among them unless it is {@link #UNKNOWN}. */
    public static int once(int seen, int field) {
        int bit = 1 << field; // of UNKNOWN the highest, which no field has
        if (field >= 0 && (seen & bit) != 0) {
            throw refuse();
        }
        return seen | bit;
    }

    /** Requires fields to be among those seen; each is a bit. */
    public static void require(int seen, int required) {
        if ((seen & required) != required) {
            throw refuse();
        }
    }

    /** Requires that nothing but white space follows. */
    public void finish() {
        skipSpace();
        if (at != end) {
            throw refuse();
        }
    }

    /** Enters an object; false if it has no fields and is thereby over. */
    public boolean openObject() {
        return open('{', '}');
    }

    /** Enters an array; false if it has no elements and is thereby over. */
    public boolean openArray() {
        return open('[', ']');
    }

    private boolean open(char opening, char closing) {
        if (next() != opening) {
            throw refuse();
        }
        at++;
        if (next() == closing) {
            at++;
            return false;
        }
        return true;
    }

    /** After a field or element: whether another one follows; if not, leaves the object or array. */
    public boolean more(char closing) {
        byte c = next();
        at++;
        if (c == ',') {
            return true;
        }
        if (c != closing) {
            throw refuse();
        }
        return false;
    }

    /**
     * Reads a name and its colon.
     *
     * @param expected the index of the name that comes next if the fields are in their usual order; may be past the last
     * @return its index, or {@link #UNKNOWN}; its value is then to be skipped
     */
    public int field(Fields fields, int expected) {
        byte c = next();
        if (expected < fields.count() && matches(fields, expected)) {
            at += fields.length(expected);
            return expected;
        }
        if (c != '"') {
            throw refuse();
        }
        int start = ++at;
        int close = plainEnd();
        if (close < 0) {
            at = start - 1;
            foreignName(start);
            colon();
            return UNKNOWN;
        }
        if (close - start > MAX_NAME) {
            throw refuse();
        }
        at = close + 1;
        colon();
        return fields.find(json, start, close - start);
    }

    private boolean matches(Fields fields, int field) {
        int length = fields.length(field);
        if (at + Math.max(length, Long.BYTES) > end) {
            return false;
        }
        if ((longAt(at) & fields.mask(field)) != fields.head(field)) {
            return false;
        }
        return length <= Long.BYTES
                || (longAt(at + length - Long.BYTES) == fields.tail(field)
                        && (length <= 2 * Long.BYTES || fields.equals(field, json, at)));
    }

    /** Passes over a name that is no plain ASCII; one with an escape may hide a known one. */
    private void foreignName(int start) {
        skipText();
        for (int n = start; n < at; n++) {
            if (json[n] == '\\' || n - start > MAX_NAME) {
                throw refuse();
            }
        }
    }

    private void colon() {
        if (next() != ':') {
            throw refuse();
        }
        at++;
    }

    /** Takes a {@code null} if that is the next value. */
    public boolean skipNull() {
        if (next() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    /** A boolean. */
    public boolean flag() {
        boolean value = next() == 't';
        literal(value ? "true" : "false");
        return value;
    }

    private void literal(String word) {
        int length = word.length();
        if (at + length > end) {
            throw refuse();
        }
        for (int n = 0; n < length; n++) {
            if (json[at + n] != word.charAt(n)) {
                throw refuse();
            }
        }
        at += length;
    }

    /** An integer of at most 18 digits, not inside a string. */
    public long integer() {
        boolean negative = next() == '-';
        int start = negative ? at + 1 : at;
        int n = start;
        long value = 0;
        while (n < end && isDigit(json[n])) {
            value = value * 10 + (json[n++] - '0');
        }
        int digits = n - start;
        if (digits == 0 || digits > LONG_DIGITS || (digits > 1 && json[start] == '0') || continuesNumber(n)) {
            throw refuse();
        }
        at = n;
        return negative ? -value : value;
    }

    /** An integer in the range of an {@code int}. */
    public int integer32() {
        long value = integer();
        if ((int) value != value) {
            throw refuse();
        }
        return (int) value;
    }

    private boolean continuesNumber(int n) {
        return n < end && (json[n] == '.' || json[n] == 'e' || json[n] == 'E');
    }

    /** A decimal of any length and exact, in a string or not. */
    public BigDecimal decimal() {
        if (next() != '"') {
            return decimalNumber();
        }
        at++;
        int start = at;
        if (start + 2 * Long.BYTES + 2 <= end) {
            BigDecimal quick = quickDecimal(start);
            if (quick != null) {
                return quick;
            }
        }
        int n = start;
        while (n < end && n - start <= MAX_DECIMAL && json[n] != '"') {
            n++;
        }
        if (n >= end || json[n] != '"') {
            throw refuse();
        }
        at = n + 1;
        return decimal(start, n);
    }

    /** Up to 16 characters besides the sign: digits with at most one point, then the closing quote; null if it is other. */
    private @Nullable BigDecimal quickDecimal(int start) {
        boolean negative = json[start] == '-';
        int first = negative ? start + 1 : start;
        long head = longAt(first);
        long quote = zeroBytes(head ^ QUOTES);
        int length = Long.numberOfTrailingZeros(quote) >>> 3; // 8 if there is none
        long dot = zeroBytes(head ^ DOTS);
        int point = Long.numberOfTrailingZeros(dot) >>> 3;
        int scale = 0;
        int digits = length;
        if (point < length) {
            head = withoutByte(head, point);
            digits--;
            scale = digits - point;
        }
        long mantissa = 0;
        if (digits > 0) {
            head = leftAligned(head, digits);
            if (!areDigits(head)) {
                return null;
            }
            mantissa = eightDigits(head);
        }
        if (length == Long.BYTES) {
            boolean pointSeen = point < Long.BYTES;
            long tail = longAt(first + Long.BYTES);
            int more = Long.numberOfTrailingZeros(zeroBytes(tail ^ QUOTES)) >>> 3;
            if (more == Long.BYTES && json[first + 2 * Long.BYTES] != '"') {
                return null;
            }
            length += more;
            int tailDigits = more;
            int tailPoint = Long.numberOfTrailingZeros(zeroBytes(tail ^ DOTS)) >>> 3;
            if (tailPoint < more) {
                if (pointSeen) {
                    return null;
                }
                tail = withoutByte(tail, tailPoint);
                tailDigits--;
                scale = tailDigits - tailPoint;
            } else if (pointSeen) {
                scale += tailDigits;
            }
            if (tailDigits > 0) {
                tail = leftAligned(tail, tailDigits);
                if (!areDigits(tail)) {
                    return null;
                }
                mantissa = mantissa * POWERS[tailDigits] + eightDigits(tail);
            }
            digits += tailDigits;
        }
        if (digits == 0) {
            return null;
        }
        at = first + length + 1;
        return BigDecimal.valueOf(negative ? -mantissa : mantissa, scale);
    }

    /** The bytes of {@code word} without that of index {@code n}, those above it moved down by one. */
    private static long withoutByte(long word, int n) {
        long below = (1L << (n << 3)) - 1;
        return (word & below) | ((word >>> 8) & ~below);
    }

    /** The first {@code count} characters, 1 to 8 of them, preceded by zeros. */
    private static long leftAligned(long word, int count) {
        int free = (Long.BYTES - count) << 3;
        return free == 0 ? word : (word << free) | (ZEROS >>> (Long.SIZE - free));
    }

    private static boolean areDigits(long word) {
        return (((word + 0x4646464646464646L) | (word - ZEROS)) & HIGHS) == 0;
    }

    /** The number that eight digits spell, the first in the lowest byte: pairs, then fours, then all. */
    private static long eightDigits(long word) {
        long pairs = word - ZEROS;
        pairs = (pairs * 10 + (pairs >>> 8)) & 0x00FF00FF00FF00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
    }

    /** A number by the grammar of JSON. */
    private BigDecimal decimalNumber() {
        int start = at;
        skipNumber();
        if (at - start > MAX_DECIMAL) {
            throw refuse();
        }
        return decimal(start, at);
    }

    /** From digits with at most one point and a minus before them; what else a decimal may be is refused. */
    private BigDecimal decimal(int start, int stop) {
        boolean negative = start < stop && json[start] == '-';
        long mantissa = 0;
        int point = -1;
        int n = negative ? start + 1 : start;
        int digits = stop - n;
        for (; n < stop; n++) {
            byte c = json[n];
            if (isDigit(c)) {
                mantissa = mantissa * 10 + (c - '0'); // may overflow; then it is not used
            } else if (c == '.' && point < 0) {
                point = n;
                digits--;
            } else {
                throw refuse();
            }
        }
        if (digits == 0) {
            throw refuse();
        }
        return digits > LONG_DIGITS
                ? new BigDecimal(new String(json, start, stop - start, StandardCharsets.ISO_8859_1))
                : BigDecimal.valueOf(negative ? -mantissa : mantissa, point < 0 ? 0 : stop - point - 1);
    }

    /** A string. Short ones are shared between calls. */
    public String text() {
        if (next() != '"') {
            throw refuse();
        }
        int start = ++at;
        if (start + 2 * Long.BYTES <= end) {
            long head = longAt(start);
            long special = specialBytes(head);
            if (special != 0) {
                int length = Long.numberOfTrailingZeros(special) >>> 3;
                if (json[start + length] == '"') {
                    at = start + length + 1;
                    return Words.of(lowBytes(head, length), 0, json, start, length);
                }
                return awkwardText(start);
            }
            long tail = longAt(start + Long.BYTES);
            special = specialBytes(tail);
            if (special != 0) {
                int length = Long.numberOfTrailingZeros(special) >>> 3;
                if (json[start + Long.BYTES + length] == '"') {
                    at = start + Long.BYTES + length + 1;
                    return Words.of(head, lowBytes(tail, length), json, start, Long.BYTES + length);
                }
                return awkwardText(start);
            }
            at = start + 2 * Long.BYTES;
        }
        int close = plainEnd();
        if (close < 0) {
            return awkwardText(start);
        }
        if (close - start > MAX_TEXT) {
            throw refuse();
        }
        at = close + 1;
        return new String(json, start, close - start, StandardCharsets.ISO_8859_1);
    }

    private static long lowBytes(long word, int count) {
        return word & ((1L << (count << 3)) - 1);
    }

    /** From {@link #at} to the closing quote of a string; −1 if there is an escape or a byte beyond ASCII on the way. */
    private int plainEnd() {
        int n = at;
        for (; n + Long.BYTES <= end; n += Long.BYTES) {
            long special = specialBytes(longAt(n));
            if (special != 0) {
                n += Long.numberOfTrailingZeros(special) >>> 3;
                return plainClose(n);
            }
        }
        while (n < end && json[n] >= ' ' && json[n] != '"' && json[n] != '\\') {
            n++;
        }
        if (n >= end) {
            at = end;
            throw refuse();
        }
        return plainClose(n);
    }

    private int plainClose(int n) {
        byte c = json[n];
        if (c == '"') {
            return n;
        }
        if (c >= 0 && c < ' ') { // a control character has no place in a string
            at = n;
            throw refuse();
        }
        return -1;
    }

    /** A string with escapes, or with characters beyond ASCII. */
    private String awkwardText(int start) {
        StringBuilder text = null; // for what is behind an escape
        int from = start;
        int n = start;
        while (true) {
            if (n >= end || (json[n] >= 0 && json[n] < ' ') || n - start > MAX_TEXT) {
                at = n;
                throw refuse();
            }
            byte c = json[n];
            if (c == '"') {
                String last = utf8(from, n);
                at = n + 1;
                return text == null ? last : text.append(last).toString();
            }
            if (c != '\\') {
                n++;
                continue;
            }
            text = (text == null ? new StringBuilder() : text).append(utf8(from, n));
            at = n;
            n = unescape(n + 1, text);
            from = n;
        }
    }

    private String utf8(int start, int stop) {
        String text = new String(json, start, stop - start, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // bytes that are not UTF-8, or, never seen, that character itself
            at = start;
            throw refuse();
        }
        return text;
    }

    /** Appends the character whose escape goes on at {@code n}; where it ends. */
    private int unescape(int n, StringBuilder text) {
        if (n >= end) {
            throw refuse();
        }
        switch (json[n]) {
            case '"', '\\', '/' -> text.append((char) json[n]);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                if (n + 5 > end) {
                    throw refuse();
                }
                int unit = 0;
                for (int digit = n + 1; digit < n + 5; digit++) {
                    int value = json[digit] < 0 ? -1 : Character.digit(json[digit], 16);
                    if (value < 0) {
                        throw refuse();
                    }
                    unit = unit << 4 | value;
                }
                text.append((char) unit);
                return n + 5;
            }
            default -> throw refuse();
        }
        return n + 1;
    }

    /** The elements of an array, none of them null, in a list that can be changed, as Jackson's can. */
    public <E> List<E> list(WireReader<E> elements, int expectedSize) {
        List<E> list = new ArrayList<>(expectedSize);
        if (openArray()) {
            do {
                list.add(elements.read(this));
            } while (more(']'));
        }
        return list;
    }

    /** Decimals by name, in the order of the document. */
    public Map<String, BigDecimal> decimalsByName() {
        Map<String, BigDecimal> map = new LinkedHashMap<>(expectedEntries());
        if (openObject()) {
            do {
                String name = text();
                if (name.length() > MAX_NAME) {
                    throw refuse();
                }
                colon();
                map.put(name, decimal());
            } while (more('}'));
        }
        return map;
    }

    /** A capacity for as many entries as may be left in the document: the shortest usual one has some 16 bytes. */
    private int expectedEntries() {
        return Math.min(1024, (end - at) / 12);
    }

    /** Passes over one value of any kind, but checks that it is JSON. */
    public void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth > MAX_DEPTH) {
            throw refuse();
        }
        switch (next()) {
            case '"' -> skipText();
            case '{' -> {
                if (openObject()) {
                    do {
                        next();
                        int start = at;
                        skipText();
                        if (at - start > MAX_NAME) {
                            throw refuse();
                        }
                        colon();
                        skip(depth + 1);
                    } while (more('}'));
                }
            }
            case '[' -> {
                if (openArray()) {
                    do {
                        skip(depth + 1);
                    } while (more(']'));
                }
            }
            case 't', 'f' -> flag();
            case 'n' -> literal("null");
            default -> {
                int start = at;
                skipNumber();
                if (at - start > MAX_DECIMAL) {
                    throw refuse();
                }
            }
        }
    }

    private void skipText() {
        if (json[at] != '"') {
            throw refuse();
        }
        int start = ++at;
        int close = plainEnd();
        if (close < 0) {
            awkwardText(start);
        } else {
            if (close - start > MAX_TEXT) {
                throw refuse();
            }
            at = close + 1;
        }
    }

    private void skipNumber() {
        int n = at;
        if (json[n] == '-') {
            n++;
        }
        int start = n;
        n = digitsEnd(n);
        if (n - start > 1 && json[start] == '0') {
            throw refuse();
        }
        if (n < end && json[n] == '.') {
            n = digitsEnd(n + 1);
        }
        if (n < end && (json[n] == 'e' || json[n] == 'E')) {
            n++;
            if (n < end && (json[n] == '+' || json[n] == '-')) {
                n++;
            }
            n = digitsEnd(n);
        }
        at = n;
    }

    /** Past at least one digit. */
    private int digitsEnd(int start) {
        int n = start;
        while (n < end && isDigit(json[n])) {
            n++;
        }
        if (n == start) {
            throw refuse();
        }
        return n;
    }

    /** The next byte that is no white space, which is not yet taken. */
    private byte next() {
        if (at < end && json[at] > ' ') {
            return json[at];
        }
        skipSpace();
        if (at >= end) {
            throw refuse();
        }
        return json[at];
    }

    private void skipSpace() {
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private long longAt(int index) {
        return (long) LONGS.get(json, index);
    }

    /** The high bit of the first byte that is zero; those above it mean nothing. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The high bit of the first byte that ends a run of plain characters: quote, backslash, control or beyond ASCII. */
    private static long specialBytes(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word) | word)
                & HIGHS;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Names of the fields of an object, in the order in which the source usually writes them. Immutable. Its usual spelling,
     * {@code "name":} without white space, is compared as one or two longs.
     */
    public static final class Fields {
        private final byte[][] names;
        private final byte[][] spellings;
        private final long[] heads;
        private final long[] masks;
        private final long[] tails;

        private Fields(String[] fields) {
            names = new byte[fields.length][];
            spellings = new byte[fields.length][];
            heads = new long[fields.length];
            masks = new long[fields.length];
            tails = new long[fields.length];
            for (int n = 0; n < fields.length; n++) {
                names[n] = fields[n].getBytes(StandardCharsets.US_ASCII);
                byte[] spelling = ("\"" + fields[n] + "\":").getBytes(StandardCharsets.US_ASCII);
                spellings[n] = spelling;
                int head = Math.min(spelling.length, Long.BYTES);
                masks[n] = head == Long.BYTES ? -1 : (1L << (head << 3)) - 1;
                heads[n] = (long) LONGS.get(Arrays.copyOf(spelling, Long.BYTES), 0) & masks[n];
                tails[n] = spelling.length < Long.BYTES ? 0 : (long) LONGS.get(spelling, spelling.length - Long.BYTES);
            }
        }

        /** Of ASCII names, at most 31. */
        public static Fields of(String... names) {
            return new Fields(names);
        }

        int count() {
            return names.length;
        }

        int length(int field) {
            return spellings[field].length;
        }

        long mask(int field) {
            return masks[field];
        }

        long head(int field) {
            return heads[field];
        }

        long tail(int field) {
            return tails[field];
        }

        boolean equals(int field, byte[] json, int at) {
            byte[] spelling = spellings[field];
            return Arrays.equals(json, at, at + spelling.length, spelling, 0, spelling.length);
        }

        int find(byte[] json, int start, int length) {
            for (int n = 0; n < names.length; n++) {
                byte[] name = names[n];
                if (name.length == length && Arrays.equals(json, start, start + length, name, 0, length)) {
                    return n;
                }
            }
            return UNKNOWN;
        }
    }

    /**
     * The short words that come again and again (markets, sides, directions, tokens), so that each is made once. A table of
     * fixed size in which the newest word has the place: what a source sends cannot make it grow. Threads may overwrite each
     * other's entries, which are immutable, at no harm but a miss.
     */
    private static final class Words {
        private static final int BITS = 12;
        private static final Word[] TABLE = new Word[1 << BITS];

        private record Word(long head, long tail, String text) {}

        private Words() {}

        static String of(long head, long tail, byte[] json, int start, int length) {
            int place = (int) ((head * 0x9E3779B97F4A7C15L ^ tail * 0xC2B2AE3D27D4EB4FL) >>> (Long.SIZE - BITS));
            Word word = TABLE[place];
            if (word != null && word.head == head && word.tail == tail) {
                return word.text;
            }
            String text = new String(json, start, length, StandardCharsets.ISO_8859_1);
            TABLE[place] = new Word(head, tail, text);
            return text;
        }
    }
}
