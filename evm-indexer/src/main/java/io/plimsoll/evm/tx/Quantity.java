package io.plimsoll.evm.tx;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;

/** Quantities as JSON-RPC writes them: {@code 0x} and hex digits without leading zeros. */
final class Quantity {
    private Quantity() {}

    static BigInteger parse(String source, String quantity) {
        if (!quantity.matches("0x[0-9a-fA-F]{1,64}")) {
            throw new MalformedResponse(source, "not a quantity: " + excerpt(quantity), null);
        }
        return new BigInteger(quantity.substring(2), 16);
    }

    static long parseLong(String source, String quantity) {
        BigInteger value = parse(source, quantity);
        if (value.bitLength() > 63) {
            throw new MalformedResponse(source, "quantity is too large: " + quantity, null);
        }
        return value.longValue();
    }

    static String format(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String format(BigInteger value) {
        return "0x" + value.toString(16);
    }

    private static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
