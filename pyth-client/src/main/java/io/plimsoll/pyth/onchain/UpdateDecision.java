package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether to send a signed update to a Pyth contract, decided without sending anything. */
public sealed interface UpdateDecision {
    /** The block whose state this was decided by. */
    BlockRef block();

    /** Why a feed needs an update; the first that holds. */
    enum Trigger {
        /** The contract has no price of it. */
        NEVER_PUBLISHED,
        /** The stored price is too far behind. */
        AGE,
        /** The price has moved too far. */
        DEVIATION,
        /** The confidence interval has become too wide. */
        CONFIDENCE
    }

    /**
     * Worth it: the transaction to send.
     *
     * @param block whose state this was decided by
     * @param to the Pyth contract
     * @param blobs what goes into the calldata: no more than proves the feeds below. Shared, not copied
     * @param calldata of {@code updatePriceFeedsIfNecessary}: reverts with {@link PythError#NO_FRESH_UPDATE} if somebody
     *     else was faster with all of them. Shared, not copied
     * @param value wei to send along: the fee that the contract asks for, no more
     * @param triggers why, by feed, in the order asked for; other feeds are not in the blobs
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Update(
            BlockRef block,
            Address to,
            List<byte[]> blobs,
            byte[] calldata,
            BigInteger value,
            Map<Bytes32, Trigger> triggers)
            implements UpdateDecision {
        /** Copies the lists. */
        public Update {
            blobs = List.copyOf(blobs);
            triggers = Collections.unmodifiableMap(new LinkedHashMap<>(triggers));
        }
    }

    /**
     * The chain is good enough as it is.
     *
     * @param block whose state this was decided by
     * @param reason why
     */
    record NotNeeded(BlockRef block, NotNeeded.Reason reason) implements UpdateDecision {
        /** Why nothing is sent. */
        public enum Reason {
            /** What is stored is as new as what is offered, or newer: the transaction would revert. */
            NOT_NEWER,
            /** What is offered is newer, and too little has changed. */
            WITHIN_POLICY
        }
    }

    /**
     * To be sent under no circumstances: it would revert, or cost too much.
     *
     * @param block whose state this was decided by
     * @param reason why
     * @param detail for people
     */
    record Refused(BlockRef block, Refused.Reason reason, String detail) implements UpdateDecision {
        /** Why nothing may be sent. */
        public enum Reason {
            /** A blob does not verify, and no other proves the feed. */
            UNVERIFIED,
            /** All blobs verify, and none has the feed. */
            FEED_MISSING,
            /** The offered price has an exponent that nobody can calculate with. */
            UNUSABLE_PRICE,
            /** The offered price is newer than what is stored, and too old all the same, or from the future. */
            PUBLISH_TIME_OUTSIDE_WINDOW,
            /** The contract asks for more than the policy pays. */
            FEE_ABOVE_LIMIT
        }
    }
}
