package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.PublicKey;
import io.plimsoll.core.foundation.crypto.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
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
        int plausible = plausible(signatures);
        int right = right(vaa.digest().toBytes(), signatures.subList(0, plausible));
        if (right < plausible) {
            throw new UpdateFormatException(
                    Reason.INVALID_SIGNATURE,
                    "signature of signer " + signatures.get(right).index());
        }
        if (plausible < signatures.size()) {
            throw implausible(signatures, plausible);
        }
        return new Attestation(network.name(), index, signatures.size(), quorum);
    }

    /** How many signatures there are before the first that is refused without arithmetic. */
    private int plausible(List<Vaa.SignedBy> signatures) {
        int last = -1;
        for (int i = 0; i < signatures.size(); i++) {
            int place = signatures.get(i).index();
            if (place <= last
                    || place >= addresses.size()
                    || signatures.get(i).signature().isEmpty()) {
                return i;
            }
            last = place;
        }
        return signatures.size();
    }

    /** Why the signature at {@code at} is refused without arithmetic. */
    private UpdateFormatException implausible(List<Vaa.SignedBy> signatures, int at) {
        int place = signatures.get(at).index();
        int last = at == 0 ? -1 : signatures.get(at - 1).index();
        if (place <= last) {
            return new UpdateFormatException(Reason.SIGNATURE_INDEX_ORDER, "index " + place + " after " + last);
        }
        if (place >= addresses.size()) {
            return new UpdateFormatException(
                    Reason.SIGNATURE_INDEX_RANGE, "index " + place + " in a set of " + addresses.size());
        }
        return new UpdateFormatException(Reason.INVALID_SIGNATURE, "signature of signer " + place);
    }

    /** How many signatures there are before the first that is not its signer's; all are checked together. */
    private int right(byte[] digest, List<Vaa.SignedBy> signatures) {
        List<PublicKey> signers = new ArrayList<>();
        List<Signature> bySigners = new ArrayList<>();
        List<Signature> byUnknown = new ArrayList<>();
        boolean[] known = new boolean[signatures.size()];
        for (int i = 0; i < known.length; i++) {
            Signature signature = signatures.get(i).signature().orElseThrow();
            PublicKey signer = keys.get(signatures.get(i).index());
            if (signer == null) {
                byUnknown.add(signature);
            } else {
                known[i] = true;
                signers.add(signer);
                bySigners.add(signature);
            }
        }
        Iterator<Boolean> verdicts =
                PublicKey.signedAll(digest, signers, bySigners).iterator();
        Iterator<Optional<PublicKey>> recovered =
                PublicKey.recoverAll(digest, byUnknown).iterator();
        for (int i = 0; i < known.length; i++) {
            boolean right =
                    known[i] ? verdicts.next() : isSigner(signatures.get(i).index(), recovered.next());
            if (!right) {
                return i;
            }
        }
        return known.length;
    }

    private boolean isSigner(int place, Optional<PublicKey> recovered) {
        Optional<PublicKey> signer = recovered.filter(key -> key.address().equals(addresses.get(place)));
        if (keepKeys) {
            signer.ifPresent(key -> keys.set(place, key));
        }
        return signer.isPresent();
    }
}
