package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.update.UpdateMessage;
import java.util.Optional;

/**
 * The newest signed message of one feed. Decoded and not verified: give {@link #blob} to {@link
 * io.plimsoll.pyth.update.UpdateVerifier} before you believe it.
 *
 * @param price that the blob claims
 * @param blob that it is in, which may have other feeds too
 * @param parsed what Hermes says beside the signed bytes, if asked for
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record FeedUpdate(UpdateMessage.Price price, byte[] blob, Optional<PriceUpdate.Parsed> parsed) {
    /** Copies the blob. */
    public FeedUpdate {
        blob = blob.clone();
    }

    /** The feed. */
    public Bytes32 feed() {
        return price.feedId();
    }

    /** A new array of the blob's bytes. */
    @Override
    public byte[] blob() {
        return blob.clone();
    }
}
