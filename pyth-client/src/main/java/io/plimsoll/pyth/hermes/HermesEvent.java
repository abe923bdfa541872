package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.stream.StreamLoss;
import io.plimsoll.pyth.update.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link HermesStream} tells its listener; {@link Closed} is the last. For each feed, the live ticks rise by publish
 * time and, within a second, by slot. Ticks that were missed come between them, marked as restored and oldest first; for every
 * stretch that was missed a {@link Restored} says that nothing more will come of it, after a {@link Gap} for each part of it
 * that is missing for good.
 */
public sealed interface HermesEvent {
    /**
     * A connection delivers from here on. A stream has several where the ids do not fit one address line.
     *
     * @param connection number of the connection in the stream, from 1
     * @param session number of its session, rising
     * @param feeds that it asked for
     * @param at when it was open
     */
    record Opened(int connection, long session, Set<Bytes32> feeds, Instant at) implements HermesEvent {
        public Opened {
            feeds = Set.copyOf(feeds);
        }
    }

    /**
     * New prices, all of them verified: those of one frame, each feed once per slot; with conflation the newest of each
     * feed.
     *
     * @param ticks at least one; of one slot after the other
     */
    record Prices(List<PriceTick> ticks) implements HermesEvent {
        public Prices {
            ticks = List.copyOf(ticks);
        }
    }

    /**
     * A blob that does not verify came. Nothing of it was given out, and what it should have told is filled in like anything
     * else that was missed.
     *
     * @param reason the first check that failed
     * @param detail for people
     * @param receivedAt when its frame had been read
     */
    record Refused(Reason reason, String detail, Instant receivedAt) implements HermesEvent {}

    /**
     * A frame came that is no price update at all.
     *
     * @param error names what was wrong
     * @param receivedAt when it had been read
     */
    record Undecodable(MalformedResponse error, Instant receivedAt) implements HermesEvent {}

    /**
     * The service told of an error of its own; the stream goes on.
     *
     * @param text as it was told
     * @param receivedAt when it had been read
     */
    record Notice(String text, Instant receivedAt) implements HermesEvent {}

    /**
     * A connection could not be opened, at the start or after a loss; it is tried again. What will not change by itself (no
     * valid key, a feed that the key does not cover, unknown feeds) is tried at the slowest pace of the reconnect policy. A
     * key that is renewed at its supplier, or a change of the subscribed feeds, is used by the next try.
     *
     * @param connection number of the connection in the stream, from 1
     * @param failure which kind it is says who must act
     * @param at when
     */
    record ConnectFailed(int connection, SourceException failure, Instant at) implements HermesEvent {}

    /**
     * A connection was lost and is open again. What was missed meanwhile is filled in from now on.
     *
     * @param connection number of the connection in the stream, from 1
     * @param from receipt of the last frame before
     * @param to when it was open again
     * @param cause how it was lost
     * @param detail in words, one line
     */
    record Interrupted(int connection, Instant from, Instant to, StreamLoss cause, String detail)
            implements HermesEvent {}

    /**
     * The unique updates of these seconds are missing for good.
     *
     * @param feed of which
     * @param from first second that is missing
     * @param to last second that is missing
     * @param why they could not be filled in, one line
     */
    record Gap(Bytes32 feed, Instant from, Instant to, String why) implements HermesEvent {}

    /**
     * A stretch of seconds that was missed is dealt with. Without a {@link Gap} in it, each second's unique update has now
     * been delivered.
     *
     * @param feed of which
     * @param from first second that was missed
     * @param to last second that was missed
     * @param ticks that were delivered late
     */
    record Restored(Bytes32 feed, Instant from, Instant to, int ticks) implements HermesEvent {}

    /** What kind of silence it is. */
    enum Silence {
        /**
         * Frames come and the feed is not in them: it was removed, or is unknown and ignored. Where only first updates of a
         * second are subscribed to, it may also be one that does not change.
         */
        ABSENT,
        /** The feed comes with the same price over and over: a closed market, or one that nobody publishes any more. */
        UNCHANGED
    }

    /**
     * A subscribed feed gives no new prices although its connection is alive. Told once until it does again; that shows by
     * its prices.
     *
     * @param feed of which
     * @param kind how it is silent
     * @param last newest price that was delivered, if there was one
     * @param since when it last came, or changed
     */
    record Silent(Bytes32 feed, Silence kind, Optional<PriceTick> last, Instant since) implements HermesEvent {}

    /**
     * The stream was stopped; nothing follows.
     *
     * @param at when
     */
    record Closed(Instant at) implements HermesEvent {}
}
