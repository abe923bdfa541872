package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Hex;
import java.util.Base64;
import java.util.Locale;

/** How signed bytes are written in an answer. */
public enum Encoding {
    /** 2 characters a byte. */
    HEX {
        @Override
        byte[] decode(String text) {
            return Hex.decode(text);
        }
    },
    /** 4 characters for 3 bytes: a third less to carry. */
    BASE64 {
        @Override
        byte[] decode(String text) {
            return Base64.getDecoder().decode(text);
        }
    };

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract byte[] decode(String text);

    /** The encoding of a wire name; an {@link IllegalArgumentException} if there is none. */
    static Encoding ofWire(String name) {
        for (Encoding encoding : values()) {
            if (encoding.wire().equals(name)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException("unknown encoding " + name);
    }
}
