/**
 * A source of streams on loopback that lets its reader down on command. Start from {@link
 * io.plimsoll.core.kit.stream.testing.FakeStreamServer}. Needs {@code mockwebserver3}, which core declares as optional.
 */
@NullMarked
package io.plimsoll.core.kit.stream.testing;

import org.jspecify.annotations.NullMarked;
