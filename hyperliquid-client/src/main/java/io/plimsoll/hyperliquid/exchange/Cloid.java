package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.plimsoll.core.foundation.chain.Hex;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The caller's identifier of an order: 16 bytes. With it an order can be found again whose answer got lost.
 *
 * @param hex {@code 0x} and 32 lower-case hex digits
 */
public record Cloid(@JsonValue String hex) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Cloid {
        if (hex.length() != 2 + 2 * BYTES
                || !hex.startsWith("0x")
                || !hex.chars().skip(2).allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a cloid must be 0x and 32 hex digits, got " + hex);
        }
        hex = hex.toLowerCase(Locale.ROOT);
    }

    /** The identifier that a number gives: its digits, zeros in front. */
    public static Cloid of(long number) {
        return new Cloid("0x" + "0".repeat(16) + HexFormat.of().toHexDigits(number));
    }

    /** One that nobody else has. */
    public static Cloid random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Cloid(Hex.encode(bytes));
    }

    /** The text. */
    @Override
    public String toString() {
        return hex;
    }
}
