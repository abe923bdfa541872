package io.plimsoll.core.domain.repository;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the key of its last row. It stays right while rows are added or deleted, and may be handed to a browser
 * and back.
 *
 * @param text letters, digits, {@code -} and {@code _}; what is in it is the repository's business
 */
public record Cursor(String text) {
    private static final char LENGTH_END = ':';

    /** The cursor of a row whose key has these parts. */
    public static Cursor of(String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(part.length()).append(LENGTH_END).append(part);
        }
        return new Cursor(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(joined.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * What {@link #of} was given.
     *
     * @param count how many parts there must be
     * @throws IllegalArgumentException if this is no cursor, or one of something else
     */
    public List<String> parts(int count) {
        try {
            String joined = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
            List<String> parts = split(joined);
            if (parts.size() == count) {
                return parts;
            }
        } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw notOurs(e);
        }
        throw notOurs(null);
    }

    private static List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < joined.length()) {
            int colon = joined.indexOf(LENGTH_END, at);
            int end = colon + 1 + Integer.parseUnsignedInt(joined.substring(at, colon));
            parts.add(joined.substring(colon + 1, end));
            at = end;
        }
        return parts;
    }

    private IllegalArgumentException notOurs(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "cursor must be the one of the page before, got "
                        + (text.length() > 80 ? text.substring(0, 80) + "…" : text),
                cause);
    }
}
