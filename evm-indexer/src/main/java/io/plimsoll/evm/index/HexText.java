package io.plimsoll.evm.index;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads the hex of an answer out of the parser's own buffer. Words that came lately are not made again: most topics, contracts and
 * hashes of an answer are the same few. Not thread-safe.
 */
final class HexText {
    private static final byte[] VALUES = values();

    private static final int ADDRESS_DIGITS = 40;
    private static final int WORD_DIGITS = 64;
    /** More do not fit a long. */
    private static final int QUANTITY_DIGITS = 15;

    private final Bytes32[] words;
    private final Address[] addresses;

    /** Remembers so many words and addresses, a power of two; each takes the place of one that came before. */
    HexText(int remembered) {
        this.words = new Bytes32[remembered];
        this.addresses = new Address[remembered];
    }

    private static byte[] values() {
        byte[] values = new byte['f' + 1];
        Arrays.fill(values, (byte) -1);
        for (char digit = '0'; digit <= '9'; digit++) {
            values[digit] = (byte) (digit - '0');
        }
        for (int i = 0; i < 6; i++) {
            values['a' + i] = (byte) (10 + i);
            values['A' + i] = (byte) (10 + i);
        }
        return values;
    }

    Bytes32 word(JsonParser parser) throws IOException {
        return remembered(parser, WORD_DIGITS, words, Bytes32::hex, Bytes32::parse);
    }

    Address address(JsonParser parser) throws IOException {
        return remembered(parser, ADDRESS_DIGITS, addresses, Address::hex, Address::parse);
    }

    private static <T> T remembered(
            JsonParser parser, int digits, T[] known, Function<T, String> hex, Function<String, T> parse)
            throws IOException {
        char[] text = text(parser);
        int start = parser.getTextOffset();
        if (parser.getTextLength() != 2 + digits) {
            throw unexpected(parser, "hex of " + digits + " digits");
        }
        int hash = 0;
        for (int i = start + 2; i < start + 2 + digits; i++) {
            hash = 31 * hash + text[i];
        }
        int place = (hash ^ (hash >>> 15)) & (known.length - 1);
        T before = known[place];
        if (before != null && same(hex.apply(before), text, start)) {
            return before;
        }
        try {
            T made = parse.apply(new String(text, start, 2 + digits));
            known[place] = made;
            return made;
        } catch (IllegalArgumentException e) {
            throw unexpected(parser, "hex of " + digits + " digits");
        }
    }

    private static boolean same(String known, char[] text, int start) {
        for (int i = known.length() - 1; i >= 0; i--) {
            if (known.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    byte[] bytes(JsonParser parser) throws IOException {
        char[] text = text(parser);
        int start = parser.getTextOffset();
        int length = parser.getTextLength();
        if (length % 2 != 0 || !isPrefixed(text, start, length)) {
            throw unexpected(parser, "hex of whole bytes");
        }
        byte[] bytes = new byte[length / 2 - 1];
        int at = start + 2;
        for (int i = 0; i < bytes.length; i++) {
            int value = (value(text[at]) << 4) | value(text[at + 1]);
            if (value < 0) {
                throw unexpected(parser, "hex of whole bytes");
            }
            bytes[i] = (byte) value;
            at += 2;
        }
        return bytes;
    }

    /** A number that is not negative, and no larger than 60 bits. */
    long quantity(JsonParser parser) throws IOException {
        long quantity = quantity(parser, -1);
        if (quantity < 0) {
            throw unexpected(parser, "a quantity");
        }
        return quantity;
    }

    /** The same, with {@code beyond} for any larger one. */
    long quantity(JsonParser parser, long beyond) throws IOException {
        char[] text = text(parser);
        int start = parser.getTextOffset();
        int length = parser.getTextLength();
        int leading = start + 2;
        while (leading < start + length - 1 && text[leading] == '0') {
            leading++;
        }
        int digits = start + length - leading;
        if (!isPrefixed(text, start, length) || digits < 1) {
            throw unexpected(parser, "a quantity");
        }
        if (digits > QUANTITY_DIGITS) {
            return beyond;
        }
        long quantity = 0;
        for (int i = leading; i < start + length; i++) {
            int value = value(text[i]);
            if (value < 0) {
                throw unexpected(parser, "a quantity");
            }
            quantity = (quantity << 4) | value;
        }
        return quantity;
    }

    int index(JsonParser parser) throws IOException {
        long quantity = quantity(parser);
        if (quantity > Integer.MAX_VALUE) {
            throw unexpected(parser, "an index");
        }
        return (int) quantity;
    }

    private static char[] text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(parser, "a text of hex");
        }
        return parser.getTextCharacters();
    }

    private static boolean isPrefixed(char[] text, int start, int length) {
        return length >= 2 && text[start] == '0' && (text[start + 1] == 'x' || text[start + 1] == 'X');
    }

    private static int value(char digit) {
        return digit < VALUES.length ? VALUES[digit] : -1;
    }

    static JsonParseException unexpected(JsonParser parser, String wanted) throws IOException {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "" + parser.currentToken();
        return new JsonParseException(
                parser,
                parser.currentName() + " must be " + wanted + ", got "
                        + (text.length() <= 80 ? text : text.substring(0, 80) + "…"));
    }
}
