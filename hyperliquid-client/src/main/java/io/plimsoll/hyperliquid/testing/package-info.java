/**
 * A venue on loopback to test bots on: {@link io.plimsoll.hyperliquid.testing.FakeVenue} answers requests, takes signed actions,
 * matches orders and streams; {@link io.plimsoll.hyperliquid.testing.VenueLedger} tells what it did, {@link
 * io.plimsoll.hyperliquid.testing.VenueStreams} breaks its sessions. Needs {@code mockwebserver3}, which this module
 * declares as optional.
 */
@NullMarked
package io.plimsoll.hyperliquid.testing;

import org.jspecify.annotations.NullMarked;
