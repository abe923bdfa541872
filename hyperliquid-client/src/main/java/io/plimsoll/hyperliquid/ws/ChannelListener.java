package io.plimsoll.hyperliquid.ws;

/**
 * Takes the events of one subscription.
 *
 * @param <M> the message of the channel
 */
@FunctionalInterface
public interface ChannelListener<M> {
    /**
     * Called for one event after the other, never for two at once, on a thread of the stream: the one that reads the
     * connection, or a repair thread for what was recovered. While it runs, this subscription waits, mostly all others of the
     * stream too, and the socket is not read; nothing is dropped. A venue that gives up on a slow reader closes the connection,
     * which is then repaired like any other loss. So hand slow work over.
     *
     * <p>It may close subscriptions. It must not subscribe or post, whose answers it would keep from coming; that is refused.
     * What it throws is counted, logged once per kind of exception, and otherwise without effect.
     */
    void onEvent(ChannelEvent<M> event);
}
