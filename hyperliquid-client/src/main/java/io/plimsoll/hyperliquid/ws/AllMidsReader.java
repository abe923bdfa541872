package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;
import java.util.Map;

/** Reads {@link AllMidsChannel.Message} as fast as it comes. */
final class AllMidsReader implements WireReader<AllMidsChannel.Message> {
    private static final Fields MESSAGE = Fields.of("mids", "dex");
    private static final int REQUIRED = 0b1;

    @Override
    public AllMidsChannel.Message read(JsonScanner in) {
        Map<String, BigDecimal> mids = Map.of();
        String dex = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(MESSAGE, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> mids = in.decimalsByName();
                    case 1 -> dex = in.skipNull() ? null : in.text();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new AllMidsChannel.Message(mids, dex);
    }
}
