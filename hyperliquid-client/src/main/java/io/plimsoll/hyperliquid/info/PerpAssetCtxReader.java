package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;
import java.util.List;

/** Reads {@link PerpAssetCtx} as fast as it comes. */
final class PerpAssetCtxReader implements WireReader<PerpAssetCtx> {
    private static final Fields CTX = Fields.of(
            "funding",
            "openInterest",
            "prevDayPx",
            "dayNtlVlm",
            "premium",
            "oraclePx",
            "markPx",
            "midPx",
            "impactPxs",
            "dayBaseVlm");
    private static final int REQUIRED = 0b110_0011;

    @Override
    public PerpAssetCtx read(JsonScanner in) {
        BigDecimal funding = BigDecimal.ZERO;
        BigDecimal openInterest = BigDecimal.ZERO;
        BigDecimal prevDayPx = null;
        BigDecimal dayNtlVlm = null;
        BigDecimal premium = null;
        BigDecimal oraclePx = BigDecimal.ZERO;
        BigDecimal markPx = BigDecimal.ZERO;
        BigDecimal midPx = null;
        List<BigDecimal> impactPxs = null;
        BigDecimal dayBaseVlm = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(CTX, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> funding = in.decimal();
                    case 1 -> openInterest = in.decimal();
                    case 2 -> prevDayPx = in.skipNull() ? null : in.decimal();
                    case 3 -> dayNtlVlm = in.skipNull() ? null : in.decimal();
                    case 4 -> premium = in.skipNull() ? null : in.decimal();
                    case 5 -> oraclePx = in.decimal();
                    case 6 -> markPx = in.decimal();
                    case 7 -> midPx = in.skipNull() ? null : in.decimal();
                    case 8 -> impactPxs = in.skipNull() ? null : in.list(JsonScanner::decimal, 2);
                    case 9 -> dayBaseVlm = in.skipNull() ? null : in.decimal();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new PerpAssetCtx(
                markPx, oraclePx, funding, openInterest, prevDayPx, dayNtlVlm, dayBaseVlm, midPx, premium, impactPxs);
    }
}
