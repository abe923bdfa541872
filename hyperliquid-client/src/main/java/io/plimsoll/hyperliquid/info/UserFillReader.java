package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.info.UserFill.Liquidation;
import io.plimsoll.hyperliquid.internal.JsonScanner;
import io.plimsoll.hyperliquid.internal.JsonScanner.Fields;
import io.plimsoll.hyperliquid.internal.WireReader;
import java.math.BigDecimal;

/** Reads {@link UserFill} as fast as it comes. */
final class UserFillReader implements WireReader<UserFill> {
    private static final Fields FILL = Fields.of(
            "coin",
            "px",
            "sz",
            "side",
            "time",
            "startPosition",
            "dir",
            "closedPnl",
            "hash",
            "oid",
            "crossed",
            "fee",
            "tid",
            "feeToken",
            "twapId",
            "builderFee",
            "feeTrialEscrow",
            "cloid",
            "liquidation",
            "deployerFee",
            "priorityGas");
    private static final int REQUIRED = (1 << 12) - 1;
    private static final Fields LIQUIDATION = Fields.of("liquidatedUser", "markPx", "method");
    private static final int LIQUIDATION_REQUIRED = 0b110;

    @Override
    public UserFill read(JsonScanner in) {
        String coin = "";
        BigDecimal px = BigDecimal.ZERO;
        BigDecimal sz = BigDecimal.ZERO;
        String side = "";
        long time = 0;
        BigDecimal startPosition = BigDecimal.ZERO;
        String dir = "";
        BigDecimal closedPnl = BigDecimal.ZERO;
        String hash = "";
        long oid = 0;
        boolean crossed = false;
        BigDecimal fee = BigDecimal.ZERO;
        BigDecimal builderFee = null;
        Long tid = null;
        String feeToken = null;
        BigDecimal feeTrialEscrow = null;
        Long twapId = null;
        String cloid = null;
        Liquidation liquidation = null;
        BigDecimal deployerFee = null;
        BigDecimal priorityGas = null;
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(FILL, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> coin = in.text();
                    case 1 -> px = in.decimal();
                    case 2 -> sz = in.decimal();
                    case 3 -> side = in.text();
                    case 4 -> time = in.integer();
                    case 5 -> startPosition = in.decimal();
                    case 6 -> dir = in.text();
                    case 7 -> closedPnl = in.decimal();
                    case 8 -> hash = in.text();
                    case 9 -> oid = in.integer();
                    case 10 -> crossed = in.flag();
                    case 11 -> fee = in.decimal();
                    case 12 -> tid = in.skipNull() ? null : (Long) in.integer();
                    case 13 -> feeToken = in.skipNull() ? null : in.text();
                    case 14 -> twapId = in.skipNull() ? null : (Long) in.integer();
                    case 15 -> builderFee = in.skipNull() ? null : in.decimal();
                    case 16 -> feeTrialEscrow = in.skipNull() ? null : in.decimal();
                    case 17 -> cloid = in.skipNull() ? null : in.text();
                    case 18 -> liquidation = in.skipNull() ? null : liquidation(in);
                    case 19 -> deployerFee = in.skipNull() ? null : in.decimal();
                    case 20 -> priorityGas = in.skipNull() ? null : in.decimal();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, REQUIRED);
        return new UserFill(
                coin,
                px,
                sz,
                side,
                time,
                startPosition,
                dir,
                closedPnl,
                hash,
                oid,
                crossed,
                fee,
                builderFee,
                tid,
                feeToken,
                feeTrialEscrow,
                twapId,
                cloid,
                liquidation,
                deployerFee,
                priorityGas);
    }

    private static Liquidation liquidation(JsonScanner in) {
        String liquidatedUser = null;
        BigDecimal markPx = BigDecimal.ZERO;
        String method = "";
        int seen = 0;
        if (in.openObject()) {
            int next = 0;
            do {
                int field = in.field(LIQUIDATION, next);
                next = field + 1;
                seen = JsonScanner.once(seen, field);
                switch (field) {
                    case 0 -> liquidatedUser = in.skipNull() ? null : in.text();
                    case 1 -> markPx = in.decimal();
                    case 2 -> method = in.text();
                    default -> in.skip();
                }
            } while (in.more('}'));
        }
        JsonScanner.require(seen, LIQUIDATION_REQUIRED);
        return new Liquidation(liquidatedUser, markPx, method);
    }
}
