package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whom we believe: signer sets by index, and the emitters they may vouch for. A set index alone means nothing: several
 * networks count from 0, and some share an emitter too.
 *
 * <p>For live prices trust as few sets as possible, as the keys of a retired one may have leaked: {@link
 * #newestSetOnly()}, and over a rotation
 *
 * <pre>{@code
 * network.newestSetOnly().advancedBy(upgrade, clock.instant().plus(TrustNetwork.ROTATION))
 * }</pre>
 *
 * @param name for errors and attestations
 * @param emitters of price updates
 * @param governance whose word makes a new set, with the signatures of the newest one
 * @param sets signers by set index (unsigned 32-bit), in the order of their own indexes
 * @param expiries the last moment at which a set is accepted; a set without one is accepted always
 * @param quorumRule how many of a set are enough
 */
public record TrustNetwork(
        String name,
        Set<Emitter> emitters,
        Governance governance,
        Map<Long, List<Address>> sets,
        Map<Long, Instant> expiries,
        QuorumRule quorumRule) {

    /** How long the contracts accept a set after it was followed by another: 24 h. */
    public static final Duration ROTATION = Duration.ofDays(1);

    /**
     * Copies everything.
     *
     * @throws IllegalArgumentException if there is no emitter or set, a set cannot be one or its index does not fit 32
     *     bits, or a set expires that is not there
     */
    public TrustNetwork {
        emitters = Set.copyOf(emitters);
        TreeMap<Long, List<Address>> copy = new TreeMap<>();
        for (Map.Entry<Long, List<Address>> set : sets.entrySet()) {
            ByteWriter.requireFits(4, set.getKey());
            List<Address> signers = List.copyOf(set.getValue());
            if (!SignerSetUpgrade.isSet(signers)) {
                throw new IllegalArgumentException("signer set " + set.getKey() + " of " + name
                        + " must have 1 to 255 signers, each once and none zero, got " + signers);
            }
            copy.put(set.getKey(), signers);
        }
        if (copy.isEmpty() || emitters.isEmpty()) {
            throw new IllegalArgumentException("trust network " + name + " needs an emitter and a signer set");
        }
        sets = Collections.unmodifiableSortedMap(copy);
        expiries = Map.copyOf(expiries);
        if (!sets.keySet().containsAll(expiries.keySet())) {
            throw new IllegalArgumentException("trust network " + name + " has sets " + sets.keySet()
                    + ", expiries are given for " + new TreeMap<>(expiries).keySet());
        }
    }

    /** A network whose sets are accepted always. */
    public TrustNetwork(
            String name,
            Set<Emitter> emitters,
            Governance governance,
            Map<Long, List<Address>> sets,
            QuorumRule quorumRule) {
        this(name, emitters, governance, sets, Map.of(), quorumRule);
    }

    /** The highest set index: the set that signs today and announces the next one. */
    public long newestSet() {
        return Collections.max(sets.keySet());
    }

    /** This network with its newest set only: what live prices must be signed by. */
    public TrustNetwork newestSetOnly() {
        long newest = newestSet();
        Map<Long, Instant> expiry = new HashMap<>(expiries);
        expiry.keySet().retainAll(Set.of(newest));
        return new TrustNetwork(name, emitters, governance, Map.of(newest, signers(newest)), expiry, quorumRule);
    }

    /**
     * This network with the set that an upgrade announces, if its VAA holds: signed by a quorum of the newest set,
     * emitted by the governance, for its module and all chains, and for the next index. The set that was the newest until
     * now is accepted until {@code previousExpires} (the contracts give it {@link #ROTATION} from the block that brought
     * the upgrade), and for good if that is {@link Instant#MAX}, but never longer than it was before; sets before it stay
     * as they are. No clock is asked: a set that has expired announces the next one all the same.
     *
     * @throws UpdateFormatException with the first check that failed; this network is as good as it was
     */
    public TrustNetwork advancedBy(byte[] upgradeVaa, Instant previousExpires) {
        long current = newestSet();
        TrustNetwork announcers = new TrustNetwork(
                name, Set.of(governance.emitter()), governance, Map.of(current, signers(current)), quorumRule);
        byte[] vaa = upgradeVaa.clone();
        SignerSetUpgrade upgrade = SignerSetUpgrade.decode(
                SignedVaas.of(announcers).check(vaa, 0, vaa.length).payload());
        if (!upgrade.module().equals(governance.module()) || upgrade.chain() != 0) {
            throw new UpdateFormatException(
                    Reason.BAD_PAYLOAD, "upgrade for module " + upgrade.module() + " on chain " + upgrade.chain());
        }
        if (upgrade.index() != current + 1) {
            throw new UpdateFormatException(
                    Reason.NOT_THE_NEXT_SET, "upgrade to set " + upgrade.index() + ", the newest is " + current);
        }
        Map<Long, List<Address>> advanced = new TreeMap<>(sets);
        advanced.put(upgrade.index(), upgrade.signers());
        Map<Long, Instant> expiry = new HashMap<>(expiries);
        if (!previousExpires.equals(Instant.MAX)) {
            expiry.merge(current, previousExpires, (before, now) -> before.isBefore(now) ? before : now);
        }
        return new TrustNetwork(name, emitters, governance, advanced, expiry, quorumRule);
    }

    /** The signers of a set that is there. */
    private List<Address> signers(long index) {
        return Optional.ofNullable(sets.get(index)).orElseThrow();
    }
}
