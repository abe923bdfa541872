/**
 * The Hermes service and its archive, fields named as on the wire. Start from {@link io.plimsoll.pyth.hermes.HermesClient}: latest
 * prices, prices at a time, the list of feeds with their market hours, publishers' stake caps. {@link
 * io.plimsoll.pyth.hermes.UpdateHistory} is the past, from Hermes itself or from {@link
 * io.plimsoll.pyth.hermes.BenchmarksClient}. {@link io.plimsoll.pyth.hermes.HermesSettings} says how often and how patiently to
 * ask.
 *
 * <p>What these calls give is not verified: what is signed goes through {@link io.plimsoll.pyth.update.UpdateVerifier}.
 *
 * <p>{@link io.plimsoll.pyth.hermes.HermesStream} is told prices as they come, and gives out only what it has verified: its {@link
 * io.plimsoll.pyth.hermes.HermesEvent}s say what is new, what was missed and restored, and what is wrong. Prices as core knows
 * them are in {@code source}.
 *
 * @see <a href="https://hermes.pyth.network/docs/">Hermes API</a>
 */
@NullMarked
package io.plimsoll.pyth.hermes;

import org.jspecify.annotations.NullMarked;
