package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.pyth.update.VerificationResult.Refused;

/** What came of checking a batch of prices in the old format: {@link Signed} or {@link Refused}. */
public sealed interface BatchResult permits BatchResult.Signed, Refused {
    /**
     * Every signature holds.
     *
     * @param attestation who signed
     * @param batch that they signed
     */
    record Signed(Attestation attestation, BatchAttestation batch) implements BatchResult {}
}
