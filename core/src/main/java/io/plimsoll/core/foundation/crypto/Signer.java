package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;

/** Something that signs digests for one address: a key in memory, a hardware wallet, a remote vault. */
public interface Signer {
    /** The address that {@link Secp256k1#recover} gives for this signer's signatures. */
    Address address();

    /**
     * Signs a 32-byte digest with low s.
     *
     * @throws IllegalArgumentException if the digest is not of 32 bytes
     */
    Signature sign(byte[] digest);
}
