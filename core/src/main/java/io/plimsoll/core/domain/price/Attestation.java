package io.plimsoll.core.domain.price;

/**
 * Who signed an update that was checked here, signature by signature.
 *
 * @param network name of the trust network, such as {@code pyth-pro-routers}
 * @param signerSet index of its signer set
 * @param signatures that were there, all of them right
 * @param quorum that was needed
 */
public record Attestation(String network, long signerSet, int signatures, int quorum) {
    public Attestation {
        if (signatures < quorum) {
            throw new IllegalArgumentException(
                    "attestation of " + network + " with " + signatures + " of " + quorum + " signatures");
        }
    }

    /** For tables: {@code pyth-pro-routers#1 3/3}. */
    @Override
    public String toString() {
        return network + "#" + signerSet + " " + signatures + "/" + quorum;
    }
}
