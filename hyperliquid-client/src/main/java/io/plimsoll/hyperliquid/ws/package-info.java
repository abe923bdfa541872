/**
 * The venue's websocket: start from {@link io.plimsoll.hyperliquid.ws.VenueStream}. Each channel has a class of its name,
 * whose {@code of} gives a {@link io.plimsoll.hyperliquid.ws.Subscription}; what it delivers is a {@link
 * io.plimsoll.hyperliquid.ws.ChannelEvent}.
 *
 * <p>After a loss of the connection, subscriptions repair themselves; what each channel can and cannot make up for is said at
 * its class. Books, candles and domain records made of this are elsewhere.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/websocket">websocket</a>
 */
@NullMarked
package io.plimsoll.hyperliquid.ws;

import org.jspecify.annotations.NullMarked;
