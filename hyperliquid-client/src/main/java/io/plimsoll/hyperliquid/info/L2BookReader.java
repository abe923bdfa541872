package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.info.L2Book.Level;
import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;
import java.util.List;

/** Reads {@link L2Book} as fast as it comes. */
final class L2BookReader implements WireReader<L2Book> {
    private static final Fields BOOK = Fields.of("coin", "time", "levels", "spread", "fast");
    private static final int BOOK_REQUIRED = 0b101;
    private static final LevelReader LEVEL = new LevelReader();
    private static final int LEVELS = 20;

    @Override
    public L2Book read(JsonScanner in) {
        String coin = "";
        Long time = null;
        List<List<Level>> levels = List.of();
        BigDecimal spread = null;
        Boolean fast = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(BOOK, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> coin = in.text();
                    case 1 -> time = in.skipNull() ? null : (Long) in.integer();
                    case 2 -> levels = in.list(L2BookReader::side, 2);
                    case 3 -> spread = in.skipNull() ? null : in.decimal();
                    case 4 -> fast = in.skipNull() ? null : (Boolean) in.flag();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, BOOK_REQUIRED);
        return new L2Book(coin, time, levels, spread, fast);
    }

    private static List<Level> side(JsonScanner in) {
        return in.list(LEVEL, LEVELS);
    }
}
