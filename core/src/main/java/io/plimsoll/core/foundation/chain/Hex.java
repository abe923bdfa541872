package io.plimsoll.core.foundation.chain;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Bytes as {@code 0x}-prefixed lower-case hexadecimal text, and back. Thread-safe. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private Hex() {}

    /** The bytes as lower-case hex with {@code 0x} in front; no bytes give {@code 0x}. */
    public static String encode(byte[] bytes) {
        byte[] text = new byte[2 + 2 * bytes.length];
        text[0] = '0';
        text[1] = 'x';
        int at = 2;
        for (byte b : bytes) {
            text[at++] = DIGITS[b >> 4 & 0xf];
            text[at++] = DIGITS[b & 0xf];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * The bytes of hex text of either case, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException if the text has an odd number of digits or a character that is no hex digit; the
     *     text itself is not repeated in the message, as it may be a key
     */
    public static byte[] decode(String text) {
        String digits = withoutPrefix(text);
        try {
            return FORMAT.parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not hexadecimal: " + digits.length() + " characters, "
                    + (digits.length() % 2 == 1 ? "an odd number" : "not all of them hex digits"));
        }
    }

    static String withoutPrefix(String text) {
        return text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
    }

    /** Lower-case {@code 0x} text of exactly {@code length} bytes, or an error that names {@code what}. */
    static String normalise(String what, String text, int length) {
        if (isNormal(text, length)) {
            return text;
        }
        String digits = withoutPrefix(text);
        if (digits.length() != 2 * length || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    what + " must be " + length + " bytes of hex (" + 2 * length + " digits), got: " + excerpt(text));
        }
        return "0x" + digits.toLowerCase(Locale.ROOT);
    }

    /** Whether there is nothing to do, as with every word that comes out of bytes: the quick way. */
    private static boolean isNormal(String text, int length) {
        if (text.length() != 2 + 2 * length || !text.startsWith("0x")) {
            return false;
        }
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "… (" + text.length() + " characters)";
    }
}
