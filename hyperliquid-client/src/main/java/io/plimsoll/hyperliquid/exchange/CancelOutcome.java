package io.plimsoll.hyperliquid.exchange;

/** What became of one cancel. */
public sealed interface CancelOutcome {
    /** The order is cancelled. */
    record Cancelled() implements CancelOutcome {}

    /**
     * It was refused; mostly because the order is gone already.
     *
     * @param error what the venue says
     */
    record Rejected(String error) implements CancelOutcome {
        /** What that means. */
        public RefusalReason reason() {
            return RefusalReason.of(error);
        }
    }

    /**
     * An outcome that is not known here. Treat the order as if it may stand.
     *
     * @param raw its JSON
     */
    record Unknown(String raw) implements CancelOutcome {}
}
