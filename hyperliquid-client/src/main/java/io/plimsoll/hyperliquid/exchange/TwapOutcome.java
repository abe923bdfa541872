package io.plimsoll.hyperliquid.exchange;

/** What became of an order that is worked off in slices. */
public sealed interface TwapOutcome {
    /**
     * It runs.
     *
     * @param twapId its id
     */
    record Running(long twapId) implements TwapOutcome {}

    /**
     * It was refused.
     *
     * @param error what the venue says
     */
    record Rejected(String error) implements TwapOutcome {
        /** What that means. */
        public RefusalReason reason() {
            return RefusalReason.of(error);
        }
    }

    /**
     * An outcome that is not known here. Treat the order as if it may run.
     *
     * @param raw its JSON
     */
    record Unknown(String raw) implements TwapOutcome {}
}
