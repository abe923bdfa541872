package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;

/** Quantities as JSON-RPC writes them: {@code 0x} and hex digits without leading zeros. */
final class Quantities {
    private Quantities() {}

    static BigInteger parse(String quantity) {
        if (!quantity.matches("0x[0-9a-fA-F]+")) {
            throw new MalformedResponse("node", "not a quantity: " + quantity, null);
        }
        return new BigInteger(quantity.substring(2), 16);
    }

    static String format(long value) {
        return format(BigInteger.valueOf(value));
    }

    static String format(BigInteger value) {
        return "0x" + value.toString(16);
    }
}
