package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.info.L2Book.Level;
import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import org.jspecify.annotations.Nullable;

/** Reads {@link BboChannel.Message} as fast as it comes. */
final class BboReader implements WireReader<BboChannel.Message> {
    private static final Fields MESSAGE = Fields.of("coin", "time", "bbo");
    private static final int REQUIRED = 0b111;
    private static final WireReader<Level> LEVEL = WireReader.of(Level.class);

    @Override
    public BboChannel.Message read(JsonScanner in) {
        String coin = "";
        long time = 0;
        BboChannel.Sides bbo = new BboChannel.Sides(null, null);
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(MESSAGE, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> coin = in.text();
                    case 1 -> time = in.integer();
                    case 2 -> bbo = sides(in);
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new BboChannel.Message(coin, time, bbo);
    }

    private static BboChannel.Sides sides(JsonScanner in) {
        if (!in.openArray()) {
            throw JsonScanner.refuse();
        }
        Level bid = side(in);
        if (!in.more(']')) {
            throw JsonScanner.refuse();
        }
        Level offer = side(in);
        if (in.more(']')) {
            throw JsonScanner.refuse();
        }
        return new BboChannel.Sides(bid, offer);
    }

    private static @Nullable Level side(JsonScanner in) {
        return in.skipNull() ? null : LEVEL.read(in);
    }
}
