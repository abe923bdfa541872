package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;

/** Reads {@link Candle} as fast as it comes. */
final class CandleReader implements WireReader<Candle> {
    private static final Fields CANDLE = Fields.of("t", "T", "s", "i", "o", "c", "h", "l", "v", "n");
    private static final int REQUIRED = 0b1111;

    @Override
    public Candle read(JsonScanner in) {
        long opened = 0;
        long closed = 0;
        String coin = "";
        String interval = "";
        BigDecimal open = null;
        BigDecimal close = null;
        BigDecimal high = null;
        BigDecimal low = null;
        BigDecimal volume = null;
        Long trades = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(CANDLE, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> opened = in.integer();
                    case 1 -> closed = in.integer();
                    case 2 -> coin = in.text();
                    case 3 -> interval = in.text();
                    case 4 -> open = in.skipNull() ? null : in.decimal();
                    case 5 -> close = in.skipNull() ? null : in.decimal();
                    case 6 -> high = in.skipNull() ? null : in.decimal();
                    case 7 -> low = in.skipNull() ? null : in.decimal();
                    case 8 -> volume = in.skipNull() ? null : in.decimal();
                    case 9 -> trades = in.skipNull() ? null : (Long) in.integer();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new Candle(opened, closed, coin, interval, open, close, high, low, volume, trades);
    }
}
