package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Address;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whom we believe: signer sets by index, and the emitters they may vouch for. A set index alone means nothing: several
 * networks count from 0.
 *
 * @param name for errors and attestations
 * @param emitters of price updates
 * @param sets signers by set index, in the order of their own indexes
 * @param quorumRule how many of a set are enough
 */
public record TrustNetwork(String name, Set<Emitter> emitters, Map<Long, List<Address>> sets, QuorumRule quorumRule) {

    public TrustNetwork {
        emitters = Set.copyOf(emitters);
        TreeMap<Long, List<Address>> copy = new TreeMap<>();
        sets.forEach((index, signers) -> {
            if (signers.isEmpty() || Set.copyOf(signers).size() != signers.size()) {
                throw new IllegalArgumentException(
                        "signer set " + index + " of " + name + " must have signers, each once, got " + signers);
            }
            copy.put(index, List.copyOf(signers));
        });
        if (copy.isEmpty() || emitters.isEmpty()) {
            throw new IllegalArgumentException("trust network " + name + " needs an emitter and a signer set");
        }
        sets = Collections.unmodifiableSortedMap(copy);
    }

    /** This network with its newest set only: what live prices must be signed by. */
    public TrustNetwork newestSetOnly() {
        long newest = sets.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
        return new TrustNetwork(name, emitters, Map.of(newest, sets.get(newest)), quorumRule);
    }
}
