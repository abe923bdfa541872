/**
 * Signed price updates: {@link io.plimsoll.pyth.update.UpdateCodec} decodes the bytes, {@link
 * io.plimsoll.pyth.update.UpdateVerifier} says whether they may be believed and by whose word, {@link
 * io.plimsoll.pyth.update.TrustNetwork} is whom we believe. Pure functions over bytes; no I/O, no clock.
 *
 * <p>Layers of the format, outside in: a PNAU envelope (not signed), a Wormhole VAA (signed: a Merkle root), price messages
 * with Merkle proofs.
 */
@NullMarked
package io.plimsoll.pyth.update;

import org.jspecify.annotations.NullMarked;
