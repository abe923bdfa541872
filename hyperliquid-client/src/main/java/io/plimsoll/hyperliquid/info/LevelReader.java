package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.info.L2Book.Level;
import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;

/** Reads {@link Level} as fast as it comes. */
final class LevelReader implements WireReader<Level> {
    private static final Fields LEVEL = Fields.of("px", "sz", "n");
    private static final int REQUIRED = 0b11;

    @Override
    public Level read(JsonScanner in) {
        BigDecimal px = BigDecimal.ZERO;
        BigDecimal sz = BigDecimal.ZERO;
        Integer n = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(LEVEL, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> px = in.decimal();
                    case 1 -> sz = in.decimal();
                    case 2 -> n = in.skipNull() ? null : (Integer) in.integer32();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new Level(px, sz, n);
    }
}
