/**
 * A chain to test bots on.
 *
 * <ul>
 *   <li>{@link io.plimsoll.evm.testing.AnvilNode}: a real EVM node on loopback that reorganises its chain on command
 *   <li>{@link io.plimsoll.evm.testing.ContractArtifact} and {@link io.plimsoll.evm.testing.Contract}: put compiled
 *       contracts on it and talk to them
 *   <li>{@link io.plimsoll.evm.testing.ScriptedChain}: says what it is told, for tests that need no contract code
 *   <li>{@link io.plimsoll.evm.testing.FaultProxy}: stands before any endpoint and misbehaves
 * </ul>
 *
 * <p>Needs {@code mockwebserver3}, which this module declares as optional. The node's binary and the contracts are not
 * here: give their paths. Nothing here belongs into main code.
 */
@NullMarked
package io.plimsoll.evm.testing;

import org.jspecify.annotations.NullMarked;
