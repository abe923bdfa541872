package io.plimsoll.hyperliquid.exchange;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What became of one order of a request. */
public sealed interface OrderOutcome {
    /**
     * It stands in the book.
     *
     * @param oid the venue's id
     * @param cloid the caller's
     */
    record Resting(long oid, @Nullable Cloid cloid) implements OrderOutcome {}

    /**
     * It has traded, and does not stand in the book; the size may be less than was asked for.
     *
     * @param totalSz size that traded
     * @param avgPx average price
     * @param oid the venue's id
     * @param cloid the caller's
     */
    record Filled(
            BigDecimal totalSz,
            BigDecimal avgPx,
            long oid,
            @Nullable Cloid cloid) implements OrderOutcome {}

    /**
     * It was refused.
     *
     * @param error what the venue says
     */
    record Rejected(String error) implements OrderOutcome {
        /** What that means. */
        public RefusalReason reason() {
            return RefusalReason.of(error);
        }
    }

    /** It waits until the order it belongs to is filled. */
    record WaitingForFill() implements OrderOutcome {}

    /** It waits for its trigger. */
    record WaitingForTrigger() implements OrderOutcome {}

    /**
     * An outcome that is not known here. Treat the order as if it may stand.
     *
     * @param raw its JSON
     */
    record Unknown(String raw) implements OrderOutcome {}
}
