package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.update.Emitter;

/**
 * What a receiver says about a VAA. To decode one on this machine there is {@link io.plimsoll.pyth.update.Vaa}.
 *
 * @param valid whether every signature holds and they are enough
 * @param reason why not; empty if it is valid
 * @param guardianSetIndex index of the set that signed; unsigned 32-bit
 * @param signatures how many
 * @param timestamp seconds since 1970
 * @param nonce of the emitter; unsigned 32-bit
 * @param emitter who published it
 * @param sequence of the emitter; unsigned 64-bit
 * @param consistencyLevel of the emitter
 * @param payload what was published
 * @param hash keccak256(keccak256(body)), which was signed
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out; the hash is what to compare
public record ParsedVaa(
        boolean valid,
        String reason,
        long guardianSetIndex,
        int signatures,
        long timestamp,
        long nonce,
        Emitter emitter,
        long sequence,
        int consistencyLevel,
        byte[] payload,
        Bytes32 hash) {
    /** Copies the payload. */
    public ParsedVaa {
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }
}
