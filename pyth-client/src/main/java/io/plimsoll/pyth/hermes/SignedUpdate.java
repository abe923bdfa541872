package io.plimsoll.pyth.hermes;

import io.plimsoll.core.domain.price.Attestation;

/**
 * A blob that was verified here: who signed it, and the bytes to hand to a contract. Shared by the prices that are in it.
 * Immutable.
 */
public final class SignedUpdate {
    private final byte[] blob;
    private final Attestation attestation;
    private final long slot;

    SignedUpdate(byte[] blob, Attestation attestation, long slot) {
        this.blob = blob;
        this.attestation = attestation;
        this.slot = slot;
    }

    /** The blob as it was signed and verified; a new array. It may hold other feeds too: slice it to save gas. */
    public byte[] bytes() {
        return blob.clone();
    }

    /** Who signed it. */
    public Attestation attestation() {
        return attestation;
    }

    /** Slot of the signed root; unsigned 64-bit. */
    public long slot() {
        return slot;
    }

    @Override
    public String toString() {
        return "SignedUpdate[slot=" + Long.toUnsignedString(slot) + ", " + attestation + ", " + blob.length + " bytes]";
    }
}
