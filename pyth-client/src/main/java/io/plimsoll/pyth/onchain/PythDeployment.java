package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Optional;

/**
 * A Pyth contract on a chain. An address means nothing without its chain: the same one is the price contract of one chain and
 * the receiver of another.
 *
 * @param chainId EIP-155 number
 * @param generation which of the chain's contracts
 * @param contract the price contract (IPyth), a proxy
 * @param receiver that holds the signer sets, as known when this was written; {@link PythContract#wormhole} is the truth
 * @param proVerifier verifier of Pyth Pro messages on this chain
 */
public record PythDeployment(
        ChainId chainId,
        Generation generation,
        Address contract,
        Optional<Address> receiver,
        Optional<Address> proVerifier) {
    /** What became of a chain's contracts in August 2026, when Pyth Pro's routers took over from Wormhole's guardians. */
    public enum Generation {
        /**
         * The contract that everybody knew before. On chains that Pyth maintains it was upgraded in place; elsewhere it may
         * have stopped at the cutover.
         */
        ORIGINAL,
        /** A separate contract, made for the routers from the start. */
        UPGRADED
    }

    /** A contract of which only the address is known, as {@link Generation#ORIGINAL}: a private deployment, or a test's. */
    public static PythDeployment of(ChainId chainId, Address contract) {
        return new PythDeployment(chainId, Generation.ORIGINAL, contract, Optional.empty(), Optional.empty());
    }

    /** For logs: {@code 999/ORIGINAL 0xe9d6…8adc}. */
    @Override
    public String toString() {
        return chainId + "/" + generation + " " + contract.abbreviated();
    }
}
