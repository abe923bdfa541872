package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.kit.stream.StreamStatus;

/**
 * How a {@link VenueStream} is doing, at one moment.
 *
 * @param connection the connection under it
 * @param subscriptions on the wire
 * @param posts that wait for their answer
 * @param frames dealt with so far, of every kind
 * @param malformed frames that could not be read so far
 * @param strays frames so far that nobody waited for any more
 * @param recovered rows delivered late so far, after a loss
 * @param gaps losses so far after which something could not be proven to be complete
 * @param listenerFailures exceptions that listeners threw so far
 */
public record VenueStreamStatus(
        StreamStatus connection,
        int subscriptions,
        int posts,
        long frames,
        long malformed,
        long strays,
        long recovered,
        long gaps,
        long listenerFailures) {}
