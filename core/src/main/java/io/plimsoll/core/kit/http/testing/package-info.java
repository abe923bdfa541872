/**
 * The ground that the fake servers of the clients stand on: a loopback server that can be told to misbehave. Needs {@code
 * mockwebserver3}, which core declares as optional.
 */
@NullMarked
package io.plimsoll.core.kit.http.testing;

import org.jspecify.annotations.NullMarked;
