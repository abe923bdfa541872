package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A secp256k1 key that has signed before, ready to check further signatures faster than recovering their signer anew.
 * Its value never changes. Thread-safe.
 *
 * <p>A key that is asked often makes itself a table of its multiples, once, after sixteen checks, in the thread that
 * asks and in a few milliseconds. The table takes 152 kB and lives as long as the key: keep the keys of signers that
 * come again, a few dozen, not of everybody. One table of the generator's, 852 kB, is made per process.
 *
 * <p>Everything here takes a time that depends on its input. That is harmless, as all of it is public; no secret may go
 * in.
 */
public final class PublicKey {
    private static final int USES_BEFORE_TABLE = 16;
    private static final int TABLE_WIDTH = 7;

    private final AffinePoint point;
    private final Address address;
    private final AtomicInteger uses = new AtomicInteger();
    private volatile @Nullable FixedMultiples table;

    PublicKey(AffinePoint point) {
        this.point = point;
        this.address = Address.of(Arrays.copyOfRange(Keccak256.hash(point.toBytes()), 12, 32));
    }

    /** The key that signed the 32-byte digest, or empty if none can have; as {@link Secp256k1#recover}. */
    public static Optional<PublicKey> recover(byte[] digest, Signature signature) {
        return recoverAll(digest, List.of(signature)).get(0);
    }

    /**
     * The key of each signature over one 32-byte digest, in their order: the same as {@link #recover} one by one, and
     * faster.
     */
    public static List<Optional<PublicKey>> recoverAll(byte[] digest, List<Signature> signatures) {
        return Ecdsa.recover(digest, signatures).stream()
                .map(point -> point.map(PublicKey::new))
                .toList();
    }

    /** Its address. */
    public Address address() {
        return address;
    }

    /** Whether recovering the signer of this signature over the 32-byte digest gives this key, recovery id and all. */
    public boolean signed(byte[] digest, Signature signature) {
        return Ecdsa.check(digest, List.of(this), List.of(signature)).get(0);
    }

    /**
     * Whether each key signed the 32-byte digest with the signature at the same place: the same as {@link #signed} one
     * by one, and faster.
     *
     * @throws IllegalArgumentException if there are not as many signatures as keys
     */
    public static List<Boolean> signedAll(byte[] digest, List<PublicKey> keys, List<Signature> signatures) {
        if (keys.size() != signatures.size()) {
            throw new IllegalArgumentException(keys.size() + " keys for " + signatures.size() + " signatures");
        }
        return Ecdsa.check(digest, keys, signatures);
    }

    /** Whether it is the same key. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && address.equals(key.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return "PublicKey[" + address + "]";
    }

    /** scalar · this, for a scalar in [0, n). */
    JacobianPoint times(BigInteger scalar) {
        FixedMultiples multiples = table;
        // only one thread finds the number exact: nobody waits, nothing is made twice
        if (multiples == null && uses.getAndIncrement() == USES_BEFORE_TABLE) {
            multiples = new FixedMultiples(point, TABLE_WIDTH);
            table = multiples;
        }
        if (multiples == null) {
            return new OddMultiples(point).times(scalar);
        }
        JacobianPoint product = new JacobianPoint();
        multiples.add(scalar, product);
        return product;
    }
}
