package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import java.util.Optional;

/**
 * A secp256k1 key that has signed before, ready to check further signatures faster than recovering their signer anew.
 * Thread-safe, immutable.
 */
public final class PublicKey {
    private final Address address;

    private PublicKey(Address address) {
        this.address = address;
    }

    /** The key that signed the 32-byte digest, or empty if none can have; as {@link Secp256k1#recover}. */
    public static Optional<PublicKey> recover(byte[] digest, Signature signature) {
        return Secp256k1.recover(digest, signature).map(PublicKey::new);
    }

    /** Its address. */
    public Address address() {
        return address;
    }

    /** Whether recovering the signer of this signature over the 32-byte digest gives this key, recovery id and all. */
    public boolean signed(byte[] digest, Signature signature) {
        return Secp256k1.recover(digest, signature).equals(Optional.of(address));
    }
}
