/**
 * Pyth on loopback, signing with test keys of its own: {@link io.plimsoll.pyth.testing.FakeHermes}, and {@link
 * io.plimsoll.pyth.testing.FakePro} for Pyth Pro. Needs {@code mockwebserver3}, which this module declares as optional.
 */
@NullMarked
package io.plimsoll.pyth.testing;

import org.jspecify.annotations.NullMarked;
