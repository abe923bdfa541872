package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.info.UserFill;

/** What makes a fill unique. */
final class FillKey {
    /** Beside (time, coin, tid) the side, which tells the two fills of an account that traded with itself apart. */
    private record Key(long time, String coin, long tid, String side) {}

    private FillKey() {}

    /** Dust conversions share the tid 0, old fills have none: there, all of the fill tells. */
    static Object of(UserFill fill) {
        Long tid = fill.tid();
        return tid == null || tid == 0 ? fill : new Key(fill.time(), fill.coin(), tid, fill.side());
    }
}
