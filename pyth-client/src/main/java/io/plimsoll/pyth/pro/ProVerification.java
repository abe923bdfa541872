package io.plimsoll.pyth.pro;

import io.plimsoll.core.domain.price.Attestation;

/** What came of checking a message. */
public sealed interface ProVerification {
    /**
     * The signature holds, and is that of somebody who is trusted.
     *
     * @param payload what was signed
     * @param format of the envelope
     * @param signer address, or Ed25519 public key: {@code 0x} and hex
     * @param attestation the same for quotes: one signature of one
     */
    record Verified(ProPayload payload, ProFormat format, String signer, Attestation attestation)
            implements ProVerification {}

    /**
     * Not to be believed; nothing of its content is given out.
     *
     * @param reason the first check that failed
     * @param detail for people
     */
    record Refused(ProReason reason, String detail) implements ProVerification {}
}
