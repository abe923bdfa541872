package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of checking an update: {@link Verified} or {@link Refused}. */
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

        /** The prices by feed, in the order of their messages; of two prices of a feed the one published later. */
        public Map<Bytes32, UpdateMessage.Price> prices() {
            Map<Bytes32, UpdateMessage.Price> prices = new LinkedHashMap<>();
            for (UpdateMessage message : messages) {
                if (message instanceof UpdateMessage.Price price) {
                    prices.merge(price.feedId(), price, Verified::later);
                }
            }
            return Collections.unmodifiableMap(prices);
        }

        /** The price of a feed, or empty if this update has none. */
        public Optional<UpdateMessage.Price> price(Bytes32 feed) {
            return messages.stream()
                    .filter(UpdateMessage.Price.class::isInstance)
                    .map(UpdateMessage.Price.class::cast)
                    .filter(price -> price.feedId().equals(feed))
                    .reduce(Verified::later);
        }

        private static UpdateMessage.Price later(UpdateMessage.Price a, UpdateMessage.Price b) {
            return b.publishTime() > a.publishTime() ? b : a;
        }
    }

    /**
     * Not to be believed; nothing of its content is given out.
     *
     * @param reason the first check that failed
     * @param detail for people
     */
    record Refused(Reason reason, String detail) implements VerificationResult, VaaResult, BatchResult {
        static Refused because(UpdateFormatException refused) {
            return new Refused(refused.reason(), String.valueOf(refused.getMessage()));
        }
    }
}
