package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.keeper.SentTransaction;
import java.util.List;

/**
 * Keeps what is sent for one purpose, so that a restart finds it. Called by the thread that sends, never twice at a time.
 *
 * @see AttemptRecorder
 */
public interface TransactionRecorder {
    /** Keeps nothing: what was sent is forgotten with the process. */
    TransactionRecorder NONE = new TransactionRecorder() {
        @Override
        public List<SentTransaction> earlier() {
            return List.of();
        }

        @Override
        public void signed(SentTransaction transaction) {}

        @Override
        public void refused(SentTransaction transaction, String reason) {}
    };

    /** What was signed for this purpose before, by this process or by one before it, oldest first. */
    List<SentTransaction> earlier();

    /**
     * Whether another try is wanted although a block holds one of {@link #earlier} that has failed. Otherwise that one's failure is
     * the outcome.
     */
    default boolean triesAgain() {
        return false;
    }

    /**
     * A transaction was signed and is about to leave. It leaves only if this returns.
     *
     * @throws RuntimeException if it could not be recorded; the transaction does not leave
     */
    void signed(SentTransaction transaction);

    /** A transaction that was signed has certainly not been taken by any node, and will not be sent again. */
    void refused(SentTransaction transaction, String reason);
}
