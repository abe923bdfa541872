package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.keeper.SentTransaction;
import java.util.List;
import java.util.Optional;

/** What came of a request to send. */
public sealed interface SendOutcome {
    /**
     * A block holds it, and it went through.
     *
     * @param receipt of it
     */
    record Mined(TransactionReceipt receipt) implements SendOutcome {}

    /**
     * A block holds it, and it failed: the gas is paid.
     *
     * @param receipt of it
     * @param reason what the same call says in the newest state, for people; empty if it would not fail there
     */
    record Reverted(TransactionReceipt receipt, String reason) implements SendOutcome {}

    /**
     * It was not sent.
     *
     * @param why it was not
     * @param message for people
     */
    record Refused(Refusal why, String message) implements SendOutcome {}

    /**
     * Its nonce was used by another transaction, so that it cannot be mined any more; unless a reorganisation takes that one back,
     * which a recorder's {@link TransactionRecorder#earlier} lets the lane notice.
     *
     * @param by the receipt of that one, if this lane knows it: one that was given up before; empty if somebody else uses the key
     */
    record Displaced(Optional<TransactionReceipt> by) implements SendOutcome {}

    /**
     * It was sent and no block holds it. It may still be mined: the lane keeps its nonce, and the next one that is sent takes its
     * place. {@link NonceLane#find} says what has become of it.
     *
     * @param sent all that were signed for it and may have been taken, oldest first
     * @param message for people
     */
    record Unsettled(List<SentTransaction> sent, String message) implements SendOutcome {
        public Unsettled {
            sent = List.copyOf(sent);
        }
    }
}
