/**
 * Signed price updates: {@link io.plimsoll.pyth.update.UpdateCodec} decodes, cuts and joins the bytes, {@link
 * io.plimsoll.pyth.update.UpdateVerifier} says whether they may be believed and by whose word, {@link
 * io.plimsoll.pyth.update.TrustNetwork} is whom we believe. Pure functions over bytes, no I/O; a clock is asked only
 * whether a signer set with an expiry is still in force.
 *
 * <p>Layers of the format, outside in: a PNAU envelope (not signed), a Wormhole VAA (signed: a Merkle root), messages with
 * Merkle proofs. Before 2023-08 a VAA carried the prices themselves: {@link io.plimsoll.pyth.update.BatchAttestation}. Other
 * VAAs announce new signers: {@link io.plimsoll.pyth.update.SignerSetUpgrade}.
 */
@NullMarked
package io.plimsoll.pyth.update;

import org.jspecify.annotations.NullMarked;
