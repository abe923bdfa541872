package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.PublicKey;
import io.plimsoll.core.foundation.crypto.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One signer set of a trusted network, which remembers the public keys of those that have signed: their next signatures
 * need no recovery. Thread-safe, without locks.
 */
final class SignerSet {
    private final TrustNetwork network;
    private final long index;
    private final List<Address> addresses;
    private final int quorum;
    private final @Nullable Instant expires;
    private final boolean keepKeys;
    /** By place in the set; what is in it has the address of that place. */
    private final AtomicReferenceArray<@Nullable PublicKey> keys;

    SignerSet(TrustNetwork network, long index, List<Address> addresses, boolean keepKeys) {
        this.network = network;
        this.index = index;
        this.addresses = addresses;
        this.quorum = network.quorumRule().quorum(addresses.size());
        this.expires = network.expiries().get(index);
        this.keepKeys = keepKeys;
        this.keys = new AtomicReferenceArray<>(addresses.size());
    }

    TrustNetwork network() {
        return network;
    }

    /** Refuses if the set's time is over. */
    void requireInForce(Clock clock) {
        if (expires != null && clock.instant().isAfter(expires)) {
            throw new UpdateFormatException(
                    Reason.EXPIRED_GUARDIAN_SET,
                    "set " + index + " of " + network.name() + " was accepted until " + expires);
        }
    }

    /**
     * Says that they signed.
     *
     * @throws UpdateFormatException with the first check that failed, in the contract's order
     */
    Attestation attest(Vaa vaa) {
        List<Vaa.SignedBy> signatures = vaa.signatures();
        if (signatures.size() < quorum) {
            throw new UpdateFormatException(Reason.NO_QUORUM, signatures.size() + " signatures, " + quorum + " needed");
        }
        byte[] digest = vaa.digest().toBytes();
        int last = -1;
        for (Vaa.SignedBy signature : signatures) {
            int place = signature.index();
            if (place <= last) {
                throw new UpdateFormatException(Reason.SIGNATURE_INDEX_ORDER, "index " + place + " after " + last);
            }
            last = place;
            if (place >= addresses.size()) {
                throw new UpdateFormatException(
                        Reason.SIGNATURE_INDEX_RANGE, "index " + place + " in a set of " + addresses.size());
            }
            Optional<Signature> made = signature.signature();
            if (made.isEmpty() || !signed(place, digest, made.get())) {
                throw new UpdateFormatException(Reason.INVALID_SIGNATURE, "signature of signer " + place);
            }
        }
        return new Attestation(network.name(), index, signatures.size(), quorum);
    }

    private boolean signed(int place, byte[] digest, Signature signature) {
        PublicKey known = keys.get(place);
        if (known != null) {
            return known.signed(digest, signature);
        }
        Optional<PublicKey> signer =
                PublicKey.recover(digest, signature).filter(key -> key.address().equals(addresses.get(place)));
        if (keepKeys) {
            signer.ifPresent(key -> keys.set(place, key));
        }
        return signer.isPresent();
    }
}
