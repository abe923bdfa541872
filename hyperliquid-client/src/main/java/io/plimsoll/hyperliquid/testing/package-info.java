/**
 * A venue on loopback to test bots on: {@link io.plimsoll.hyperliquid.testing.FakeVenue} answers requests, takes signed actions,
 * matches orders and streams; {@link io.plimsoll.hyperliquid.testing.VenueLedger} tells what it did, {@link
 * io.plimsoll.hyperliquid.testing.VenueStreams} breaks its sessions. Needs {@code mockwebserver3}, which this module
 * declares as optional. A tour:
 *
 * <pre>{@code
 * FakeVenue venue = FakeVenue.start(Clock.systemUTC());
 *
 * // a market, an account whose key you have, and somebody else's
 * BigDecimal price = new BigDecimal("40");
 * venue.list(
 *         new Market("HYPE", 2, MarginTable.singleTier(10), false),
 *         new AssetContext("HYPE", price, price, new BigDecimal("0.0000125"), BigDecimal.ONE));
 * LocalSigner key = LocalSigner.fromHex("0x" + "11".repeat(32));
 * Address other = Address.parse("0x" + "a1".repeat(20));
 * venue.open(FakeAccount.standard(key.address(), "1000"));
 * venue.open(FakeAccount.standard(other, "1000"));
 *
 * // an order through the client, as on the real venue
 * HyperliquidClient client = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5));
 * ExchangeClient exchange = client.exchange(
 *         ActionSigner.of(HyperliquidChain.MAINNET, key, Nonces.inMemory(InstantSource.system())));
 * OrderAction.Order order = OrderBuilder.in(AssetId.perp(venue.asset("HYPE")), 2)
 *         .buy(BigDecimal.ONE)
 *         .limit(price, TimeInForce.GOOD_TIL_CANCEL)
 *         .build();
 * exchange.submit(OrderAction.of(order));
 *
 * // the other one sells to it, without a signature; what was done is in the ledger
 * venue.take(other, "HYPE", "-1", "40");
 * List<VenueLedger.Fill> fills = venue.ledger().fills(key.address());
 *
 * // the venue misbehaves: sockets are cut, and the next order is placed but never answered
 * venue.streams().cutAll();
 * venue.misbehave(HttpFault.ANSWER_LOST, "/exchange", 1);
 * try {
 *     exchange.submit(OrderAction.of(order.withCloid(Cloid.of(7))));
 * } catch (OutcomeUnknown lost) {
 *     venue.ledger().openOrders(key.address()).forEach(System.out::println);
 * }
 * venue.behave();
 * }</pre>
 */
@NullMarked
package io.plimsoll.hyperliquid.testing;

import org.jspecify.annotations.NullMarked;
