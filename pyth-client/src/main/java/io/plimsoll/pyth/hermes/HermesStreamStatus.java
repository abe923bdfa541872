package io.plimsoll.pyth.hermes;

import io.plimsoll.core.kit.stream.StreamStatus;
import java.util.List;

/**
 * How a {@link HermesStream} is doing, at one moment. Counters are from the start.
 *
 * @param connections those under it, in the order of their numbers
 * @param feeds subscribed to
 * @param frames dealt with, of every kind
 * @param ticks delivered live
 * @param restored ticks delivered late, after they were missed
 * @param repeated messages that told nothing new: delivered before, or the same price in another slot
 * @param late messages older than what was delivered, and not missed; dropped
 * @param refused blobs that did not verify
 * @param undecodable frames that are no price update
 * @param missing seconds, summed over feeds, that are being filled in now
 * @param lost seconds, summed over feeds, that were given up
 * @param requests to the service's history
 * @param listenerFailures exceptions that the listener threw
 */
public record HermesStreamStatus(
        List<StreamStatus> connections,
        int feeds,
        long frames,
        long ticks,
        long restored,
        long repeated,
        long late,
        long refused,
        long undecodable,
        long missing,
        long lost,
        long requests,
        long listenerFailures) {
    public HermesStreamStatus {
        connections = List.copyOf(connections);
    }
}
