package io.plimsoll.pyth.hermes;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.update.UpdateMessage;
import java.time.Duration;
import java.time.Instant;

/**
 * A verified price of one feed that was not delivered before.
 *
 * @param price as it was signed
 * @param update the signed blob that proves it
 * @param receivedAt when its frame had been read from the network; for a restored one, when it was restored
 * @param restored whether it was missed when its time came and is delivered late, after newer ones
 */
public record PriceTick(UpdateMessage.Price price, SignedUpdate update, Instant receivedAt, boolean restored) {
    /** The feed it is of. */
    public Bytes32 feed() {
        return price.feedId();
    }

    /** Who signed it. */
    public Attestation attestation() {
        return update.attestation();
    }

    /** Slot of the signed root; unsigned 64-bit. */
    public long slot() {
        return update.slot();
    }

    /** When the price was valid, whole seconds. */
    public Instant publishTime() {
        return Instant.ofEpochSecond(price.publishTime());
    }

    /** How long ago the price was valid; negative if it claims to be from the future. */
    public Duration age(Instant now) {
        return Duration.between(publishTime(), now);
    }

    /**
     * Whether it is the one unique update of its second, the first one: the only kind that {@code
     * parsePriceFeedUpdatesUnique} takes. Others of the same second have another slot and mostly another price.
     */
    public boolean isUnique() {
        return price.prevPublishTime() < price.publishTime();
    }

    PriceTick asRestored() {
        return new PriceTick(price, update, receivedAt, true);
    }
}
