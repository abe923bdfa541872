/**
 * Sending transactions: start from {@link io.plimsoll.evm.tx.NonceLane}, the one owner of an account's nonces on a chain. It
 * simulates, prices, signs, records, broadcasts, replaces and finds out what became of it. {@link
 * io.plimsoll.evm.tx.TransactionSimulator}, {@link io.plimsoll.evm.tx.FeeReader} and {@link io.plimsoll.evm.tx.ReceiptReader} can
 * be used alone. {@link io.plimsoll.evm.tx.AttemptRecorder} ties a send to the journal of a keeper.
 *
 * <p>Not here: keys (a {@link io.plimsoll.core.foundation.crypto.Signer} has them), what is worth sending, and who of several
 * processes may send (a lease decides that).
 */
@NullMarked
package io.plimsoll.evm.tx;

import org.jspecify.annotations.NullMarked;
