package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateCodec.Decoded;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Updates changed in every way that a liar or a bad line may change them: none makes the code throw anything but its typed
 * refusal, none is accepted with another root or message than its originals have, every verdict is that of {@link
 * PlainVerifier} with its reason, and what a verifier remembers changes none. {@code -Dplimsoll.pyth.mutations=1000000} for the full size; {@code -Dplimsoll.pyth.seed=…} repeats a run.
 */
class UpdateFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("plimsoll.pyth.mutations", 3_000);
    private static final long SEED = Long.getLong("plimsoll.pyth.seed", System.nanoTime());
    private static final long TIME = 1_790_000_000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final UpdateSigner routers = UpdateSigner.named("fuzzed routers");
    private final UpdateSigner guardians = UpdateSigner.guardians("fuzzed guardians", 4);
    private final List<byte[]> originals = new ArrayList<>();
    /** What may be accepted: by digest of the signed body, the messages that are known to be under its root. */
    private final Map<Bytes32, Set<ByteBuffer>> truth = new HashMap<>();

    private final List<TrustNetwork> trusted = new ArrayList<>();
    private int accepted;

    private static UpdateMessage.Price price(int feed) {
        byte[] id = new byte[32];
        id[0] = (byte) feed;
        return new UpdateMessage.Price(Bytes32.of(id), -5L * feed, -1L, -8, TIME, TIME - 1, feed, 1);
    }

    private void original(byte[] blob) {
        Decoded decoded = UpdateCodec.decode(blob);
        Set<ByteBuffer> messages =
                truth.computeIfAbsent(Vaa.decode(decoded.vaa()).digest(), digest -> new HashSet<>());
        decoded.proofs().forEach(proof -> messages.add(ByteBuffer.wrap(proof.message())));
        originals.add(blob);
    }

    private void makeOriginals() {
        trusted.add(routers.trust());
        trusted.add(guardians.trust());
        List<UpdateMessage> messages = new ArrayList<>();
        for (int feed = 0; feed < 6; feed++) {
            messages.add(price(feed));
        }
        original(routers.sign(TIME, messages));
        original(routers.sign(TIME + 1, messages.subList(0, 1)));
        original(routers.signedBy(0, 1, 2, 3, 4).sign(TIME + 2, messages.subList(1, 4)));
        // the same root by others: every mixture of the two has that root
        original(routers.signedBy(0, 1, 2).sign(TIME + 2, messages.subList(1, 4)));
        messages.add(new UpdateMessage.Twap(
                price(1).feedId(), BigInteger.TEN.pow(30).negate(), BigInteger.TEN, 3, -8, TIME, TIME, 9));
        messages.add(new UpdateMessage.PublisherStakeCaps(
                TIME, List.of(new UpdateMessage.PublisherStakeCaps.Cap(price(3).feedId(), -1L))));
        messages.add(new UpdateMessage.Other(new byte[] {77, 1, 2, 3}));
        original(guardians.sign(TIME, messages));
        original(withShortMessages());
        for (byte[] payload : unusablePayloads()) {
            originals.add(UpdateCodec.encode(
                    routers.signPayload(TIME + 4, payload),
                    UpdateCodec.decode(originals.get(0)).proofs()));
        }
        int signedHere = originals.size();
        if (!System.getProperty("plimsoll.corpus", "").isBlank()) {
            trusted.add(TrustNetworks.PYTH_PRO_ROUTERS);
            trusted.add(TrustNetworks.WORMHOLE_MAINNET);
            for (Path file : Corpus.required().files("pyth/updates", "")) {
                JsonNode update = Corpus.read(file);
                if (update.path("kind").asText().equals("pnau")) {
                    original(Hex.decode(update.path("hex").asText()));
                }
            }
        }
        // real ones have more signatures and say nothing else: a fifth of the cases is enough for them
        List<byte[]> ours = List.copyOf(originals.subList(0, signedHere));
        for (int real = originals.size() - signedHere; originals.size() < 5 * real; ) {
            originals.addAll(ours);
        }
    }

    /** One of each type cut off, signed all the same. */
    private byte[] withShortMessages() {
        List<byte[]> leaves = new ArrayList<>();
        for (UpdateMessage message : List.of(
                price(1),
                new UpdateMessage.Twap(price(1).feedId(), BigInteger.ONE, BigInteger.ONE, 3, -8, TIME, TIME, 9),
                new UpdateMessage.PublisherStakeCaps(
                        TIME, List.of(new UpdateMessage.PublisherStakeCaps.Cap(price(3).feedId(), 1))))) {
            byte[] whole = message.encode();
            leaves.add(whole);
            leaves.add(Arrays.copyOf(whole, whole.length - 1));
        }
        leaves.add(new byte[0]);
        Merkle tree = Merkle.of(leaves);
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            proofs.add(new Proof(leaves.get(i), tree.proof(i)));
        }
        return UpdateCodec.encode(routers.signPayload(TIME + 3, new MerkleRoot(1, 0, tree.root()).encode()), proofs);
    }

    /** Signed, and no roots: another magic, another type, too short. */
    private static List<byte[]> unusablePayloads() {
        byte[] root = new MerkleRoot(1, 0, new byte[20]).encode();
        byte[] magic = root.clone();
        magic[3]++;
        byte[] type = root.clone();
        type[4] = 1;
        return List.of(magic, type, Arrays.copyOf(root, 36), new byte[0]);
    }

    private UpdateVerifier.Builder verifier() {
        return UpdateVerifier.builder(trusted.toArray(TrustNetwork[]::new));
    }

    @Test
    void mutatedUpdates_areRefusedOrTellTheTruth() {
        makeOriginals();
        // a memory of three slots forgets and remembers all the time
        UpdateVerifier remembering = verifier().rememberedVaas(3).build();
        List<UpdateVerifier> others = List.of(
                verifier().rememberedVaas(0).rememberedKeys(false).build(),
                verifier().rememberedVaas(64).rememberedKeys(false).build(),
                verifier().rememberedVaas(0).build());
        PlainVerifier plain = new PlainVerifier(trusted);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] blob = originals.get(random.nextInt(originals.size()));
            byte[] mutant = blob;
            for (int times = 1 + random.nextInt(3) / 2; times > 0; times--) {
                mutant = mutated(mutant);
            }
            try {
                VerificationResult result = remembering.verify(mutant);
                requireTrue(mutant, result);
                assertThat(result instanceof Refused refused ? Optional.of(refused.reason()) : Optional.empty())
                        .isEqualTo(plain.refusal(mutant));
                assertThat(others.get(i % others.size()).verify(mutant)).isEqualTo(result);
                requireSoundCodec(mutant);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "-Dplimsoll.pyth.seed=" + SEED + ", mutation " + i + ": " + Hex.encode(mutant), e);
            }
        }
        assertThat(accepted)
                .as("seed " + SEED + ": some mutants are harmless")
                .isPositive()
                .isLessThan(MUTATIONS);
    }

    private void requireTrue(byte[] mutant, VerificationResult result) {
        if (result instanceof Refused) {
            return;
        }
        accepted++;
        Verified verified = (Verified) result;
        Decoded decoded = UpdateCodec.decode(mutant);
        Vaa vaa = Vaa.decode(decoded.vaa());
        assertThat(truth).containsKey(vaa.digest());
        Set<ByteBuffer> known = truth.get(vaa.digest());
        List<UpdateMessage> expected = new ArrayList<>();
        for (Proof proof : decoded.proofs()) {
            assertThat(known).contains(ByteBuffer.wrap(proof.message()));
            expected.add(UpdateMessage.decode(proof.message()));
        }
        assertThat(verified.messages()).isEqualTo(expected);
        assertThat(verified.slot()).isEqualTo(MerkleRoot.decode(vaa.payload()).slot());
        assertThat(decoded.trailing()).isEmpty();
    }

    private void requireSoundCodec(byte[] mutant) {
        byte[] other = originals.get(random.nextInt(originals.size()));
        try {
            assertThat(UpdateCodec.encode(UpdateCodec.decode(mutant))).isEqualTo(mutant);
            Set<Bytes32> feeds = UpdateCodec.feeds(mutant);
            if (!feeds.isEmpty()) {
                assertThat(UpdateCodec.feeds(UpdateCodec.slice(mutant, feeds))).isEqualTo(feeds);
            }
            Set<Bytes32> merged = new HashSet<>();
            UpdateCodec.merge(List.of(mutant, other)).forEach(blob -> merged.addAll(UpdateCodec.feeds(blob)));
            assertThat(merged).containsAll(feeds).containsAll(UpdateCodec.feeds(other));
        } catch (UpdateFormatException refused) {
            assertThat(refused.reason()).isNotNull();
        }
    }

    /** The VAAs that are no updates: batches and upgrades of the signers. */
    @Test
    void mutatedVaas_areRefusedOrTellTheTruth() {
        byte[] payload = new BatchAttestation(1, new byte[0], 157, List.of(attestation(1), attestation(2))).encode();
        byte[] batch = routers.signPayload(TIME, payload);
        UpdateSigner next = guardians.next();
        byte[] upgrade = guardians.signUpgrade(TIME, next);
        UpdateVerifier remembering = UpdateVerifier.trusting(routers.trust());
        UpdateVerifier forgetting = UpdateVerifier.builder(routers.trust())
                .rememberedVaas(0)
                .rememberedKeys(false)
                .build();
        for (int i = 0; i < MUTATIONS / 10; i++) {
            byte[] mutant = bytesMutated(random.nextBoolean() ? batch : upgrade);
            try {
                BatchResult result = remembering.verifyBatch(mutant);
                if (result instanceof BatchResult.Signed signed) {
                    assertThat(signed.batch().encode()).isEqualTo(payload);
                } else {
                    assertThat(forgetting.verifyBatch(mutant)).isEqualTo(result);
                }
                if (remembering.verifyVaa(mutant) instanceof VaaResult.Signed signed) {
                    assertThat(signed.vaa().digest())
                            .isEqualTo(Vaa.decode(batch).digest());
                }
                assertThat(guardians.trust().advancedBy(mutant, Instant.MAX).sets())
                        .isEqualTo(Map.of(0L, guardians.addresses(), 1L, next.addresses()));
            } catch (UpdateFormatException refused) {
                assertThat(refused.reason()).isNotNull();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "-Dplimsoll.pyth.seed=" + SEED + ", mutation " + i + ": " + Hex.encode(mutant), e);
            }
        }
    }

    private static BatchAttestation.PriceAttestation attestation(int feed) {
        Bytes32 id = price(feed).feedId();
        return new BatchAttestation.PriceAttestation(
                id, id, 5, 6, -8, 7, 8, 1, 9, 10, TIME, TIME, TIME - 1, 4, 3, new byte[8]);
    }

    private byte[] mutated(byte[] blob) {
        if (random.nextInt(2) == 0) {
            return bytesMutated(blob);
        }
        try {
            return partsMutated(UpdateCodec.decode(blob));
        } catch (IllegalArgumentException brokenBefore) {
            return bytesMutated(blob);
        }
    }

    /** Without regard to what the bytes mean. */
    private byte[] bytesMutated(byte[] blob) {
        byte[] mutant = blob.clone();
        if (mutant.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(mutant.length);
        switch (random.nextInt(9)) {
            case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[at] = new byte[] {0, 1, 0x7f, -128, -1}[random.nextInt(5)];
            case 2 -> mutant[at] = (byte) random.nextInt();
            // lengths and counts are where the structure is: header, VAA, first messages
            case 3 -> mutant[random.nextInt(Math.min(20, mutant.length))] = (byte) random.nextInt();
            case 4 -> mutant = Arrays.copyOf(mutant, at);
            case 5 -> mutant = Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(100));
            case 6 -> {
                byte[] other = originals.isEmpty() ? blob : originals.get(random.nextInt(originals.size()));
                int from = random.nextBoolean() ? Math.min(at, other.length) : random.nextInt(other.length);
                mutant = joined(Arrays.copyOf(mutant, at), Arrays.copyOfRange(other, from, other.length));
            }
            case 7 -> {
                int to = at + random.nextInt(mutant.length - at);
                mutant = joined(Arrays.copyOf(mutant, at), Arrays.copyOfRange(mutant, to, mutant.length));
            }
            default -> {
                byte[] noise = new byte[1 + random.nextInt(40)];
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = (byte) random.nextInt();
                }
                System.arraycopy(noise, 0, mutant, at, Math.min(noise.length, mutant.length - at));
            }
        }
        return mutant;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }

    /** With every length right. */
    private byte[] partsMutated(Decoded update) {
        List<Proof> proofs = new ArrayList<>(update.proofs());
        int minor = update.minorVersion();
        byte[] room = update.headerRoom();
        byte[] vaa = update.vaa();
        if (random.nextInt(2) == 0) {
            vaa = vaaMutated(Vaa.decode(vaa)).encode();
        } else if (proofs.isEmpty()) {
            room = new byte[random.nextInt(256)];
        } else {
            int at = random.nextInt(proofs.size());
            Proof proof = proofs.get(at);
            Decoded other = UpdateCodec.decode(originals.get(random.nextInt(originals.size())));
            switch (random.nextInt(11)) {
                case 0 -> minor = random.nextInt(256);
                case 1 -> room = new byte[random.nextInt(256)];
                case 2 -> Collections.swap(proofs, at, random.nextInt(proofs.size()));
                case 3 -> proofs.add(proof);
                case 4 -> proofs.remove(at);
                case 5 -> proofs.addAll(other.proofs());
                case 6 -> proofs.set(at, new Proof(bytesMutated(proof.message()), proof.path()));
                case 7 -> {
                    List<byte[]> path = new ArrayList<>(proof.path());
                    if (!path.isEmpty()) {
                        path.remove(random.nextInt(path.size()));
                    }
                    proofs.set(at, new Proof(proof.message(), path));
                }
                case 8 -> {
                    // a node in place of the message it is made of
                    List<byte[]> path = proof.path();
                    byte[] leaf = Merkle.of(List.of(proof.message())).root();
                    byte[] node = path.isEmpty() ? leaf : joined(joined(new byte[] {1}, leaf), path.get(0));
                    proofs.set(at, new Proof(node, path.isEmpty() ? path : path.subList(1, path.size())));
                }
                case 9 -> {
                    List<byte[]> path = new ArrayList<>(proof.path());
                    path.add(random.nextInt(path.size() + 1), new byte[20]);
                    proofs.set(at, new Proof(proof.message(), path));
                }
                default ->
                    proofs.set(
                            at, new Proof(proof.message(), other.proofs().get(0).path()));
            }
        }
        return UpdateCodec.encode(new Decoded(minor, room, vaa, proofs, update.trailing()));
    }

    private Vaa vaaMutated(Vaa vaa) {
        List<Vaa.SignedBy> signatures = new ArrayList<>(vaa.signatures());
        long set = vaa.signerSet();
        if (signatures.isEmpty()) {
            return vaa;
        }
        int at = random.nextInt(signatures.size());
        Vaa.SignedBy one = signatures.get(at);
        switch (random.nextInt(11)) {
            case 0 -> set = random.nextInt(10);
            case 1 -> Collections.swap(signatures, at, random.nextInt(signatures.size()));
            case 2 -> signatures.add(at, one);
            case 3 -> signatures.remove(at);
            // the other signature that the key could have made: right, if the recovery id goes with it
            case 4 -> signatures.set(at, with(one, one.r(), otherHalf(one.s()), one.recoveryId() ^ 1));
            case 5 -> signatures.set(at, with(one, one.r(), otherHalf(one.s()), one.recoveryId()));
            case 6 -> signatures.set(at, with(one, one.r(), one.s(), random.nextInt(30)));
            case 7 -> signatures.set(at, with(one, special(), one.s(), one.recoveryId()));
            case 8 -> signatures.set(at, with(one, one.r(), special(), one.recoveryId()));
            case 9 -> signatures.set(at, new Vaa.SignedBy(random.nextInt(256), one.r(), one.s(), one.recoveryId()));
            default -> {
                Vaa other = Vaa.decode(UpdateCodec.decode(originals.get(random.nextInt(originals.size())))
                        .vaa());
                signatures = new ArrayList<>(other.signatures());
            }
        }
        return new Vaa(
                set,
                signatures,
                vaa.timestamp(),
                vaa.nonce(),
                vaa.emitter(),
                vaa.sequence(),
                vaa.consistencyLevel(),
                vaa.payload());
    }

    private static Vaa.SignedBy with(Vaa.SignedBy one, BigInteger r, BigInteger s, int recoveryId) {
        return new Vaa.SignedBy(one.index(), r, s, recoveryId);
    }

    private static BigInteger otherHalf(BigInteger s) {
        return Secp256k1.order().subtract(s).mod(Secp256k1.order());
    }

    private BigInteger special() {
        BigInteger order = Secp256k1.order();
        return List.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        order,
                        order.subtract(BigInteger.ONE),
                        order.add(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))
                .get(random.nextInt(6));
    }
}
