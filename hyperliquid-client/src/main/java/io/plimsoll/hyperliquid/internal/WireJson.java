package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.hyperliquid.internal.JsonScanner.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the venue's JSON. Thread-safe. The one place that says how wire records are decoded: by Jackson with the
 * rules of {@link JsonMapping}; what comes most often first by a {@link WireReader}, which must agree with Jackson or leave the
 * document to it.
 */
public final class WireJson {
    private static final int EXCERPT_BYTES = 300;
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();

    private WireJson() {}

    /** The type behind a reference. */
    public static JavaType type(TypeReference<?> reference) {
        return MAPPER.getTypeFactory().constructType(reference);
    }

    /**
     * A value from UTF-8 JSON; null for {@code null}.
     *
     * @param source the name that errors carry
     * @param what is read, for errors: {@code answer}, {@code frame of l2Book}
     * @throws MalformedResponse naming the path of the field that is not as expected
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the type says what T is
    public static <T> @Nullable T read(JavaType type, byte[] json, int offset, int length, String source, String what) {
        WireReader<T> quick = QuickReaders.find(type);
        if (quick != null) {
            JsonScanner in = new JsonScanner(json, offset, length);
            try {
                T value = quick.read(in);
                in.finish();
                return value;
            } catch (Refused unusual) {
                // it is then read by Jackson, which takes more and says what is wrong
            }
        }
        try {
            return MAPPER.readerFor(type).readValue(json, offset, length);
        } catch (JsonProcessingException e) {
            throw JsonMapping.malformed(source, what, e, excerpt(json, offset, length));
        } catch (IOException noText) {
            // zero bytes make Jackson take it for UTF-16 or UTF-32
            throw new MalformedResponse(
                    source,
                    what + " is not what was expected: " + noText.getMessage() + "; it begins: "
                            + excerpt(json, offset, length),
                    noText);
        }
    }

    /**
     * The same value, if it is no list with a null element and no map with a null value. Within records Jackson sees to that.
     *
     * @throws MalformedResponse naming the place of the null
     */
    public static <T> T withoutNulls(T value, String source, String what) {
        if (value instanceof List<?> rows) {
            int at = rows.indexOf(null);
            if (at >= 0) {
                throw new MalformedResponse(source, what + " is not what was expected at [" + at + "]: null", null);
            }
        } else if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> {
                if (entry == null) {
                    throw new MalformedResponse(source, what + " is not what was expected at " + key + ": null", null);
                }
            });
        }
        return value;
    }

    /** UTF-8 JSON of a record or map. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String excerpt(byte[] json, int offset, int length) {
        String text = new String(json, offset, Math.min(length, EXCERPT_BYTES), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return length > EXCERPT_BYTES ? text + "…" : text;
    }
}
