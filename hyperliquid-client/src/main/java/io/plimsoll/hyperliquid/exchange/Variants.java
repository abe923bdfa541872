package io.plimsoll.hyperliquid.exchange;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Components of which exactly one is there. */
final class Variants {
    private Variants() {}

    static void requireOne(String type, @Nullable Object... components) {
        long present = Arrays.stream(components).filter(Objects::nonNull).count();
        if (present != 1) {
            throw new IllegalArgumentException(type + " must have exactly one variant, got " + present);
        }
    }
}
