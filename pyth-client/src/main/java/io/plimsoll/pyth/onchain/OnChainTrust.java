package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.Emitter;
import io.plimsoll.pyth.update.Governance;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whom a Pyth contract believes, as the chain says: the emitters of its data sources, and the signer sets of its receiver that
 * are valid after one block. This is what decides whether an update will be accepted, and as trustworthy as the endpoint that
 * was asked: a lying endpoint can make us believe anybody. To judge prices by, prefer {@link TrustNetworks}; to judge whether
 * a transaction is worth sending, this.
 *
 * <p>How many signatures are enough is in the receiver's code and cannot be read. So the rule is derived, and rather too strict
 * than too lax: {@link QuorumRule#MAJORITY} for emitters of Pyth Pro's routers, unless a signer is one of Wormhole's guardians;
 * {@link QuorumRule#WORMHOLE}, which never asks for fewer, for everybody else. Whoever knows better says so with {@link
 * #load(ChainReader, PythDeployment, QuorumRule)}.
 */
public final class OnChainTrust {
    /** Their number is one byte in the announcement of a set. */
    private static final int MAX_SIGNERS = 255;

    private final BlockRef block;
    private final Address receiver;
    private final long currentSet;
    private final List<TrustNetwork> networks;

    private OnChainTrust(BlockRef block, Address receiver, long currentSet, List<TrustNetwork> networks) {
        this.block = block;
        this.receiver = receiver;
        this.currentSet = currentSet;
        this.networks = List.copyOf(networks);
    }

    /**
     * What a deployment trusts after the newest block; blocks for four requests.
     *
     * @throws IllegalArgumentException if the reader reads another chain
     * @throws SourceException if the chain does not answer
     * @throws MalformedResponse if what it says cannot be: no data source, no receiver, a set that is empty or names
     *     somebody twice, nobody, or more signers than indexes
     */
    public static OnChainTrust load(ChainReader chain, PythDeployment deployment) {
        return read(PythContract.on(chain, deployment), OnChainTrust::ruleOf);
    }

    /** The same where the receiver's quorum rule is known, as with a deployment of one's own. */
    public static OnChainTrust load(ChainReader chain, PythDeployment deployment, QuorumRule rule) {
        return read(PythContract.on(chain, deployment), (emitter, signers) -> rule);
    }

    /** The block after which this held. */
    public BlockRef block() {
        return block;
    }

    /** The receiver that holds the signer sets. */
    public Address receiver() {
        return receiver;
    }

    /** The index of its newest set. */
    public long currentSet() {
        return currentSet;
    }

    /**
     * The emitters and signer sets, one network for each quorum rule. They hold the newest set, and the one before it until it
     * expires. Load again after a rotation, or advance them by its VAA ({@link TrustNetwork#advancedBy}).
     */
    public List<TrustNetwork> networks() {
        return networks;
    }

    /** A verifier that believes what the contract believes. */
    public UpdateVerifier verifier() {
        return UpdateVerifier.trusting(networks.toArray(TrustNetwork[]::new));
    }

    private interface Rules {
        QuorumRule of(Emitter emitter, Collection<Address> signers);
    }

    private static OnChainTrust read(PythContract contract, Rules rules) {
        BlockRef block = contract.latestBlock();
        List<Emitter> emitters = contract.validDataSources(block);
        if (emitters.isEmpty()) {
            throw nonsense("contract " + contract.deployment() + " accepts no data source");
        }
        Address receiver = contract.wormhole(block);
        if (receiver.equals(Address.ZERO)) {
            throw nonsense("contract " + contract.deployment() + " has no receiver");
        }
        long current = contract.currentGuardianSetIndex(receiver, block);
        Map<Long, GuardianSet> valid = sets(contract, receiver, current, block);
        Map<Long, List<Address>> sets = new TreeMap<>();
        Map<Long, Instant> expiries = new TreeMap<>();
        Set<Address> signers = new HashSet<>();
        valid.forEach((index, set) -> {
            sets.put(index, set.keys());
            signers.addAll(set.keys());
            if (index != current) {
                expiries.put(index, Instant.ofEpochSecond(set.expirationTime()));
            }
        });
        Map<QuorumRule, Set<Emitter>> byRule = new EnumMap<>(QuorumRule.class);
        for (Emitter emitter : emitters) {
            byRule.computeIfAbsent(rules.of(emitter, signers), rule -> new LinkedHashSet<>())
                    .add(emitter);
        }
        List<TrustNetwork> networks = new ArrayList<>();
        byRule.forEach((rule, accepted) -> networks.add(new TrustNetwork(
                "chain-" + contract.deployment().chainId() + "-"
                        + (rule == QuorumRule.MAJORITY ? "routers" : "guardians"),
                accepted,
                Governance.WORMHOLE,
                sets,
                expiries,
                rule)));
        return new OnChainTrust(block, receiver, current, networks);
    }

    private static Map<Long, GuardianSet> sets(PythContract contract, Address receiver, long current, BlockRef block) {
        List<Long> indexes = current == 0 ? List.of(current) : List.of(current, current - 1);
        List<GuardianSet> found = contract.guardianSets(receiver, indexes, block);
        GuardianSet newest = found.get(0);
        if (newest.keys().isEmpty()) {
            throw nonsense("receiver " + receiver + " has no signers in its current set " + current);
        }
        Map<Long, GuardianSet> sets = new TreeMap<>(Map.of(current, checked(receiver, current, newest)));
        if (found.size() > 1) {
            GuardianSet before = found.get(1);
            if (!before.keys().isEmpty() && before.outlives(block.time())) {
                sets.put(current - 1, checked(receiver, current - 1, before));
            }
        }
        return sets;
    }

    private static GuardianSet checked(Address receiver, long index, GuardianSet set) {
        if (set.keys().size() > MAX_SIGNERS) {
            throw nonsense("set " + index + " of receiver " + receiver + " has "
                    + set.keys().size() + " signers");
        }
        if (set.keys().contains(Address.ZERO)
                || new HashSet<>(set.keys()).size() != set.keys().size()) {
            throw nonsense(
                    "set " + index + " of receiver " + receiver + " names nobody or somebody twice: " + set.keys());
        }
        return set;
    }

    private static QuorumRule ruleOf(Emitter emitter, Collection<Address> signers) {
        boolean router = TrustNetworks.PYTH_PRO_ROUTERS.emitters().contains(emitter);
        boolean guarded = TrustNetworks.WORMHOLE_MAINNET.sets().values().stream()
                .flatMap(List::stream)
                .anyMatch(signers::contains);
        return router && !guarded ? QuorumRule.MAJORITY : QuorumRule.WORMHOLE;
    }

    private static MalformedResponse nonsense(String message) {
        return new MalformedResponse(PythContract.SOURCE, message, null);
    }
}
