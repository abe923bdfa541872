/**
 * A Hermes on loopback that signs with its own test keys: {@link io.plimsoll.pyth.testing.FakeHermes}, with {@link
 * io.plimsoll.pyth.testing.FakeHermesStreams} that break in every way a stream can. Needs {@code
 * mockwebserver3}, which this module declares as optional.
 */
@NullMarked
package io.plimsoll.pyth.testing;

import org.jspecify.annotations.NullMarked;
