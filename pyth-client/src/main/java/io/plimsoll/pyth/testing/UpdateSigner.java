package io.plimsoll.pyth.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.pyth.update.Emitter;
import io.plimsoll.pyth.update.Governance;
import io.plimsoll.pyth.update.Merkle;
import io.plimsoll.pyth.update.MerkleRoot;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.SignerSetUpgrade;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.Vaa;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A set of test signers, routers or guardians, that sign updates as the real ones do. Their keys follow from a name, so
 * that two processes agree on them; they protect nothing. Thread-safe, immutable.
 */
public final class UpdateSigner {
    private static final int PYTHNET = 26;
    private static final int ROUTERS = 5;
    private static final long SLOTS_PER_SECOND = 20;

    private final String name;
    private final QuorumRule quorumRule;
    private final long set;
    private final Emitter emitter;
    private final Governance governance;
    private final List<LocalSigner> signers;
    /** Places of those that sign, ascending. */
    private final List<Integer> signing;

    private UpdateSigner(
            String name, QuorumRule quorumRule, long set, List<LocalSigner> signers, List<Integer> signing) {
        this.name = name;
        this.quorumRule = quorumRule;
        this.set = set;
        this.emitter = new Emitter(PYTHNET, Bytes32.of(hash("emitter of " + name)));
        this.governance =
                new Governance(new Emitter(1, Bytes32.of(hash("governance of " + name))), Governance.WORMHOLE.module());
        this.signers = signers;
        this.signing = signing;
    }

    private static UpdateSigner of(String name, QuorumRule quorumRule, long set, int count) {
        List<LocalSigner> signers = IntStream.range(0, count)
                .mapToObj(place -> LocalSigner.fromHex(
                        Hex.encode(hash("router " + place + " of " + name + (set == 0 ? "" : " in set " + set)))))
                .toList();
        // the last ones, so that a signature's place in the VAA is not its signer's in the set
        List<Integer> signing =
                IntStream.range(count - quorumRule.quorum(count), count).boxed().toList();
        return new UpdateSigner(name, quorumRule, set, signers, signing);
    }

    /** Five routers of this name, 3 of which sign, as set 0. */
    public static UpdateSigner named(String name) {
        return of(name, QuorumRule.MAJORITY, 0, ROUTERS);
    }

    /**
     * Guardians of this name, as many as Wormhole's quorum of which sign, as set 0.
     *
     * @param count of the set: 1 to 255, Wormhole has 19
     */
    public static UpdateSigner guardians(String name, int count) {
        if (count < 1 || count > 255) {
            throw new IllegalArgumentException("count must be 1 to 255, got " + count);
        }
        return of(name, QuorumRule.WORMHOLE, 0, count);
    }

    /** As many signers of the same name with other keys, as the set after this one. */
    public UpdateSigner next() {
        return withSet(set + 1);
    }

    /** As many signers of the same name as set {@code index}, which has keys of its own. */
    public UpdateSigner withSet(long index) {
        return of(name, quorumRule, index, signers.size());
    }

    /**
     * The same set, signed for by those in these places, be they a quorum or not, in this order.
     *
     * @throws IllegalArgumentException if there is no signer in such a place
     */
    public UpdateSigner signedBy(int... places) {
        for (int place : places) {
            if (place < 0 || place >= signers.size()) {
                throw new IllegalArgumentException("place must be 0 to " + (signers.size() - 1) + ", got " + place);
            }
        }
        return new UpdateSigner(
                name, quorumRule, set, signers, IntStream.of(places).boxed().toList());
    }

    /** Index of the set. */
    public long set() {
        return set;
    }

    /** Who publishes the updates. */
    public Emitter emitter() {
        return emitter;
    }

    /** Addresses of all signers, in the order of their places. */
    public List<Address> addresses() {
        return signers.stream().map(LocalSigner::address).toList();
    }

    /** A network that trusts this set and no other. */
    public TrustNetwork trust() {
        return new TrustNetwork(name, Set.of(emitter), governance, Map.of(set, addresses()), quorumRule);
    }

    /** A signed update with these messages; its slot is the router era's, 20 to the second. */
    public byte[] sign(long timestamp, List<? extends UpdateMessage> messages) {
        return sign(timestamp, timestamp * SLOTS_PER_SECOND, messages);
    }

    /**
     * A signed update with these messages.
     *
     * @param timestamp seconds since 1970, of the VAA; messages have their own
     * @param slot of the root
     * @param messages at least one, at most 255
     */
    public byte[] sign(long timestamp, long slot, List<? extends UpdateMessage> messages) {
        List<byte[]> leaves = messages.stream().map(message -> message.encode()).toList();
        Merkle tree = Merkle.of(leaves);
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            proofs.add(new Proof(leaves.get(i), tree.proof(i)));
        }
        byte[] payload = new MerkleRoot(slot, 0, tree.root()).encode();
        return UpdateCodec.encode(vaa(emitter, timestamp, slot, payload), proofs);
    }

    /** A bare VAA of the updates' emitter with any payload: a batch in the old format, or nonsense. */
    public byte[] signPayload(long timestamp, byte[] payload) {
        return vaa(emitter, timestamp, timestamp * SLOTS_PER_SECOND, payload);
    }

    /** The VAA that announces another set as the one after this, signed by this. */
    public byte[] signUpgrade(long timestamp, UpdateSigner to) {
        return signUpgrade(timestamp, new SignerSetUpgrade(governance.module(), 0, to.set, to.addresses()).encode());
    }

    /** A VAA of the governance with any payload. */
    public byte[] signUpgrade(long timestamp, byte[] payload) {
        return vaa(governance.emitter(), timestamp, set, payload);
    }

    private byte[] vaa(Emitter from, long timestamp, long sequence, byte[] payload) {
        Vaa unsigned = new Vaa(set, List.of(), timestamp, 0, from, sequence, 0, payload);
        byte[] digest = unsigned.digest().toBytes();
        List<Vaa.SignedBy> signatures = signing.stream()
                .map(place -> {
                    Signature made = signers.get(place).sign(digest);
                    return new Vaa.SignedBy(place, made.r(), made.s(), made.recoveryId());
                })
                .toList();
        return new Vaa(set, signatures, timestamp, 0, from, sequence, 0, payload).encode();
    }

    private static byte[] hash(String text) {
        return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
