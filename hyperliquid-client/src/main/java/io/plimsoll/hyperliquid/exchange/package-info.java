/**
 * What changes something at the venue: an {@link io.plimsoll.hyperliquid.exchange.Action} for each action of the wire, signed by
 * an {@link io.plimsoll.hyperliquid.exchange.ActionSigner} and sent by an {@link io.plimsoll.hyperliquid.exchange.ExchangeClient}
 * over HTTP or another {@link io.plimsoll.hyperliquid.exchange.ActionTransport}.
 * Orders are built with {@link io.plimsoll.hyperliquid.exchange.OrderBuilder}.
 *
 * <p>An action is a record whose components are the fields of the wire in the order in which they are hashed. From it come the
 * JSON that is sent, the MessagePack that is hashed, and what the answer means. As sent, decimals have no trailing zeros and
 * addresses are in lower case, however the record was made.
 *
 * <p>Nothing is repeated here. An answer that did not come, or cannot be understood, is an {@link
 * io.plimsoll.hyperliquid.exchange.OutcomeUnknown}: ask the venue what became of the action before sending another.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@NullMarked
package io.plimsoll.hyperliquid.exchange;

import org.jspecify.annotations.NullMarked;
