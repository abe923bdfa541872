/**
 * Pyth on loopback, signing with test keys of its own: {@link io.plimsoll.pyth.testing.FakeHermes}, with {@link
 * io.plimsoll.pyth.testing.FakeHermesStreams} that break in every way a stream can, and {@link
 * io.plimsoll.pyth.testing.FakePro} for Pyth Pro, of which each host can fail alone. {@link
 * io.plimsoll.pyth.testing.UpdateSigner} signs for the former, {@link io.plimsoll.pyth.testing.ProSigner} for the latter. Needs
 * {@code mockwebserver3}, which this module declares as optional.
 */
@NullMarked
package io.plimsoll.pyth.testing;

import org.jspecify.annotations.NullMarked;
