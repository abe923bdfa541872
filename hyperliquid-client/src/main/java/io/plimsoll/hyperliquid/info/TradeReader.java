package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;
import java.util.List;

/** Reads {@link Trade} as fast as it comes. */
final class TradeReader implements WireReader<Trade> {
    private static final Fields TRADE = Fields.of("coin", "side", "px", "sz", "time", "hash", "tid", "users");
    private static final int REQUIRED = 0b0111_1111;

    @Override
    public Trade read(JsonScanner in) {
        String coin = "";
        String side = "";
        BigDecimal px = BigDecimal.ZERO;
        BigDecimal sz = BigDecimal.ZERO;
        long time = 0;
        String hash = "";
        long tid = 0;
        List<String> users = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(TRADE, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> coin = in.text();
                    case 1 -> side = in.text();
                    case 2 -> px = in.decimal();
                    case 3 -> sz = in.decimal();
                    case 4 -> time = in.integer();
                    case 5 -> hash = in.text();
                    case 6 -> tid = in.integer();
                    case 7 -> users = in.skipNull() ? null : in.list(JsonScanner::text, 2);
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new Trade(coin, side, px, sz, time, hash, tid, users);
    }
}
