/**
 * Keccak-256, secp256k1, EIP-55 and EIP-712, and the {@link io.plimsoll.core.foundation.crypto.Signer} every sending
 * client takes. Start from {@link io.plimsoll.core.foundation.crypto.LocalSigner}, or from {@link
 * io.plimsoll.core.foundation.crypto.PublicKey} to find out who has signed.
 *
 * <p>There are two kinds of arithmetic on the curve. Secrets go through BouncyCastle and tables that are read whole.
 * What is public, which is all that recovery and checking need, goes through field and points of our own, whose time
 * depends on their input.
 *
 * <p>Needs {@code org.bouncycastle:bcprov-jdk18on}, which core declares as optional. Keys and signatures never appear
 * in a {@code toString} or a message. What is signed (msgpack actions, transactions) belongs to the clients.
 */
@NullMarked
package io.plimsoll.core.foundation.crypto;

import org.jspecify.annotations.NullMarked;
