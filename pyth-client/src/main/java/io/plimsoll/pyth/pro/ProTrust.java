package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Instant;
import java.util.Map;

/**
 * Whose signatures on payloads are believed, and until when. Pyth has one key per kind of signature and may replace it; the
 * contracts on the chains are the truth: {@link io.plimsoll.pyth.onchain.ProContract#trustedSigners}.
 *
 * @param name for attestations, such as {@code pyth-pro}
 * @param ecdsa addresses of secp256k1 signers, each with the time from which on it is not believed
 * @param ed25519 public keys of Ed25519 signers, each with the time from which on it is not believed
 */
public record ProTrust(String name, Map<Address, Instant> ecdsa, Map<Bytes32, Instant> ed25519) {
    /**
     * The keys of the service, as of September 2026. The address is that of the public key in Pyth's own deployment script for
     * Stellar and in the tests of its Sui, IOTA and EVM contracts, and signed the recorded messages there; that script trusts it
     * until 2286. The Ed25519 key is that of Pyth's documentation and of its Cardano setup; the Solana contract is reported to
     * trust it until 2035-01-15. On EVM chains ask the contract, which may have been told of another key since.
     *
     * @see <a
     *     href="https://github.com/pyth-network/pyth-lazer-public/blob/main/contracts/stellar/scripts/deploy.sh">deploy.sh</a>
     * @see <a
     *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/lazer/contracts/evm/test/PythLazerApi.t.sol">PythLazerApi.t.sol</a>
     */
    public static final ProTrust MAINNET = new ProTrust(
            "pyth-pro",
            Map.of(Address.parse("26fb61a864c758ae9fba027a96010480658385b9"), Instant.ofEpochSecond(9_999_999_999L)),
            Map.of(
                    Bytes32.parse("80efc1f480c5615af3fb673d42287e993da9fbc3506b6e41dfa32950820c2e6c"),
                    Instant.ofEpochSecond(2_052_483_257L)));

    public ProTrust {
        if (ecdsa.isEmpty() && ed25519.isEmpty()) {
            throw new IllegalArgumentException("trust " + name + " must have a signer");
        }
        ecdsa = Map.copyOf(ecdsa);
        ed25519 = Map.copyOf(ed25519);
    }

    /** The same with other secp256k1 signers, such as those that the contract on a chain has. */
    public ProTrust withEcdsa(Map<Address, Instant> signers) {
        return new ProTrust(name, signers, ed25519);
    }
}
