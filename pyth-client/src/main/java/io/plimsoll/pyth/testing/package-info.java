/**
 * Pyth on loopback, signing with test keys of its own: {@link io.plimsoll.pyth.testing.FakeHermes}, with {@link
 * io.plimsoll.pyth.testing.FakeHermesStreams} that break in every way a stream can, and {@link
 * io.plimsoll.pyth.testing.FakePro} for Pyth Pro; {@link io.plimsoll.pyth.testing.UpdateSigner} signs for all of them. Needs
 * {@code mockwebserver3}, which this module declares as optional.
 */
@NullMarked
package io.plimsoll.pyth.testing;

import org.jspecify.annotations.NullMarked;
