package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import java.util.List;

/** What came of checking an update. */
public sealed interface VerificationResult {
    /**
     * Every signature and every proof holds.
     *
     * @param attestation who signed
     * @param slot of the signed root; unsigned 64-bit
     * @param messages all of them, in order
     */
    record Verified(Attestation attestation, long slot, List<UpdateMessage> messages) implements VerificationResult {
        public Verified {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Not to be believed; nothing of its content is given out.
     *
     * @param reason the first check that failed
     * @param detail for people
     */
    record Refused(Reason reason, String detail) implements VerificationResult {}
}
