package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.pyth.update.VerificationResult.Refused;

/** What came of checking a VAA on its own: {@link Signed} or {@link Refused}. */
public sealed interface VaaResult permits VaaResult.Signed, Refused {
    /**
     * Every signature holds; what the payload is has not been asked.
     *
     * @param attestation who signed
     * @param vaa that they signed
     */
    record Signed(Attestation attestation, Vaa vaa) implements VaaResult {}
}
