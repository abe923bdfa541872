package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.time.Instant;

/**
 * What a subscription tells its listener, in this order: {@code Received* (Gap? Received* Restored Received*)* Closed}, with
 * {@link Undecodable} anywhere before the end. What is received between the loss of a connection and {@link Restored} is
 * what was missed meanwhile.
 *
 * @param <M> the message of the channel
 */
public sealed interface ChannelEvent<M> {
    /**
     * A message.
     *
     * @param message as the venue sent it; where a frame repeated rows that were delivered before, it holds the others only,
     *     and rows recovered after a loss are put together to messages of the same kind
     * @param receivedAt when its frame had been read from the network; for recovered rows, when they were recovered
     * @param snapshot whether it tells how things are, or were before the subscription, rather than what happened since: the
     *     first message after a (re)subscription of a channel that sends its state, and history that the venue sends along
     */
    record Received<M>(M message, Instant receivedAt, boolean snapshot) implements ChannelEvent<M> {}

    /**
     * Messages of this interval may be missing for good: what was missed could not be proven to be complete. Not sent for an
     * interruption that was repaired.
     *
     * @param from receipt of the last frame of the lost connection
     * @param to when it was given up
     * @param cause how the connection was lost
     * @param unproven what may be missing and why, one line
     */
    record Gap<M>(Instant from, Instant to, String cause, String unproven) implements ChannelEvent<M> {}

    /**
     * The subscription was interrupted and is live again. Without a {@link Gap} before it nothing is missing: every row was
     * delivered once, or, where the channel sends its state, the state is the present one.
     *
     * <p>That rests on three properties of the venue: rows carry the time of their block, rows of one subscription overtake each
     * other by less than five seconds, and a snapshot has no hole between its oldest and its newest row. A row that was still
     * on its way five seconds after a newer one, when the connection was lost, is not asked for.
     *
     * @param from receipt of the last frame of the lost connection
     * @param to from when on it is live
     * @param recovered rows that were delivered late, between the loss and now
     */
    record Restored<M>(Instant from, Instant to, int recovered) implements ChannelEvent<M> {}

    /**
     * A frame of this channel was not what the channel promises. It may have been another subscription's: it could not be
     * read to the end. Where the channel has rows that the venue keeps, they are fetched anew, as after a loss.
     *
     * @param error names the channel and the path of the field
     */
    record Undecodable<M>(MalformedResponse error) implements ChannelEvent<M> {}

    /**
     * The stream was stopped; nothing follows.
     *
     * @param at when
     */
    record Closed<M>(Instant at) implements ChannelEvent<M> {}
}
