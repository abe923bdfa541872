/**
 * Pyth Pro, once Lazer: prices up to every millisecond, signed by one key.
 *
 * <p>Start from {@link io.plimsoll.pyth.pro.ProStream}, which subscribes at several hosts at once and checks what they send;
 * {@link io.plimsoll.pyth.pro.ProClient} and {@link io.plimsoll.pyth.pro.ProHistoryClient} ask once. Pure functions over bytes:
 * {@link io.plimsoll.pyth.pro.ProMessage} (envelopes), {@link io.plimsoll.pyth.pro.ProPayload} (what is signed), {@link
 * io.plimsoll.pyth.pro.ProFrame} (binary frames); {@link io.plimsoll.pyth.pro.ProVerifier} says whether a message may be believed,
 * {@link io.plimsoll.pyth.pro.ProTrust} is whom we believe. {@link io.plimsoll.pyth.onchain.ProContract} asks the contract on a chain.
 *
 * <p>Feeds have small numbers here; the 32-byte ids of Pyth Core are in the catalogue ({@link
 * io.plimsoll.pyth.pro.ProSymbol#coreId}). All needs a key, but for the catalogue and the chain.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro">Pyth Pro</a>
 */
@NullMarked
package io.plimsoll.pyth.pro;

import org.jspecify.annotations.NullMarked;
