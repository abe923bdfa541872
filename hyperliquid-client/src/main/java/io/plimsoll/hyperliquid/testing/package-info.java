/**
 * A venue on loopback to test bots on: {@link io.plimsoll.hyperliquid.testing.FakeVenue}. Needs {@code mockwebserver3},
 * which this module declares as optional.
 */
@NullMarked
package io.plimsoll.hyperliquid.testing;

import org.jspecify.annotations.NullMarked;
