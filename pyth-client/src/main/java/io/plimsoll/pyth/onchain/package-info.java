/**
 * Pyth's contracts on EVM chains, the way that needs no key. Start from {@link io.plimsoll.pyth.onchain.PythContract}: prices of
 * many feeds in the state of one block, fees, and what the contract trusts; {@link io.plimsoll.pyth.onchain.PythDeployments}
 * knows where the contracts are, {@link io.plimsoll.pyth.onchain.OnChainTrust} loads whose signatures they accept, {@link
 * io.plimsoll.pyth.onchain.UpdateDecider} says whether a signed update is worth its fee. {@link
 * io.plimsoll.pyth.onchain.ProContract} is the one that checks messages of Pyth Pro.
 *
 * <p>Below that is the ABI: {@link io.plimsoll.pyth.onchain.PythCalldata} and {@link io.plimsoll.pyth.onchain.PythResults},
 * {@link io.plimsoll.pyth.onchain.ReceiverAbi} for the Wormhole receiver behind a Pyth contract, {@link
 * io.plimsoll.pyth.onchain.PythEvent} and {@link io.plimsoll.pyth.onchain.PythError}; {@link
 * io.plimsoll.pyth.onchain.ContractArithmetic} computes as contracts do. A chain is read through core's {@link
 * io.plimsoll.core.domain.chain.ChainReader}; nothing here signs or sends a transaction.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/core/api-reference">IPyth</a>
 */
@NullMarked
package io.plimsoll.pyth.onchain;

import org.jspecify.annotations.NullMarked;
