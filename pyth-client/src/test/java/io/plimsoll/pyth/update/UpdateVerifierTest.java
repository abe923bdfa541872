package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateCodec.Decoded;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UpdateVerifierTest {
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");
    private static final UpdateVerifier VERIFIER = UpdateVerifier.trusting(ROUTERS.trust());
    private static final long TIME = 1_790_000_000;

    private static UpdateMessage.Price price(int feed, long mantissa) {
        byte[] id = new byte[32];
        id[31] = (byte) feed;
        return new UpdateMessage.Price(Bytes32.of(id), mantissa, 7, -8, TIME, TIME - 1, mantissa - 1, -1L);
    }

    private static List<UpdateMessage.Price> prices(int count) {
        List<UpdateMessage.Price> prices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prices.add(price(i, 100 + i));
        }
        return prices;
    }

    private static Reason refusal(byte[] blob) {
        return ((Refused) VERIFIER.verify(blob)).reason();
    }

    @Property(tries = 20)
    void signedUpdate_ofAnySize_verifiesAndDecodes(@ForAll @IntRange(min = 1, max = 40) int count) {
        byte[] blob = ROUTERS.sign(TIME, prices(count));

        Verified verified = (Verified) VERIFIER.verify(blob);

        assertThat(verified.messages()).isEqualTo(prices(count));
        assertThat(verified.attestation()).hasToString("test-routers#0 3/3");
        assertThat(verified.slot()).isEqualTo(TIME * 20);
    }

    /** No byte of an update can be changed without being noticed, the unsigned envelope's minor version apart. */
    @Test
    void anyFlippedBit_isRefused() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        byte[] truth = ROUTERS.sign(TIME, prices(2));
        for (int at = 0; at < blob.length; at++) {
            if (at == 5) {
                continue;
            }
            blob[at] ^= 0x10;
            assertThat(VERIFIER.verify(blob)).as("byte " + at).isInstanceOf(Refused.class);
            blob[at] ^= 0x10;
        }
        assertThat(blob).isEqualTo(truth);
    }

    @Test
    void anyCutOff_isRefusedWithoutAnException() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        for (int length = 0; length < blob.length; length++) {
            assertThat(refusal(Arrays.copyOf(blob, length))).isEqualTo(Reason.TRUNCATED);
        }
    }

    @Property(tries = 300)
    void anyBytes_areRefusedWithoutAnException(@ForAll @Size(max = 400) byte[] bytes) {
        assertThat(VERIFIER.verify(bytes)).isInstanceOf(Refused.class);
    }

    @Property(tries = 300)
    void anyBytesAfterAGoodStart_areRefusedWithoutAnException(
            @ForAll @Size(max = 400) byte[] tail, @ForAll @IntRange(min = 0, max = 500) int keep) {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        byte[] forged = ByteBuffer.allocate(keep + tail.length)
                .put(blob, 0, keep)
                .put(tail)
                .array();
        if (!Arrays.equals(forged, blob)) {
            assertThat(VERIFIER.verify(forged)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void signersNobodyKnows_areRefused() {
        byte[] blob = UpdateSigner.named("mallory").sign(TIME, prices(1));

        assertThat(refusal(blob)).isEqualTo(Reason.UNTRUSTED_EMITTER);
    }

    @Test
    void impostorWithTheRightEmitter_isRefused() {
        TrustNetwork real = ROUTERS.trust();
        UpdateSigner mallory = UpdateSigner.named("mallory");
        TrustNetwork confused = new TrustNetwork(
                "confused", mallory.trust().emitters(), Governance.WORMHOLE, real.sets(), QuorumRule.MAJORITY);

        VerificationResult result = UpdateVerifier.trusting(confused).verify(mallory.sign(TIME, prices(1)));

        assertThat(((Refused) result).reason()).isEqualTo(Reason.INVALID_SIGNATURE);
    }

    @Test
    void messageOfAnotherUpdate_isRefused() {
        Decoded mine = UpdateCodec.decode(ROUTERS.sign(TIME, prices(4)));
        Decoded other = UpdateCodec.decode(
                ROUTERS.sign(TIME + 1, List.of(price(0, 999), price(1, 5), price(2, 6), price(3, 7))));

        byte[] mixed = UpdateCodec.encode(
                mine.vaa(), List.of(mine.proofs().get(0), other.proofs().get(0)));

        assertThat(refusal(mixed)).isEqualTo(Reason.MERKLE_PROOF_INVALID);
    }

    @Test
    void slicedUpdate_stillVerifies() {
        Decoded whole = UpdateCodec.decode(ROUTERS.sign(TIME, prices(4)));

        byte[] slice = UpdateCodec.encode(whole.vaa(), whole.proofs().subList(2, 3));

        assertThat(((Verified) VERIFIER.verify(slice)).messages())
                .containsExactly(prices(4).get(2));
    }

    @Test
    void envelope_wrongHeaderFields_areNamed() {
        byte[] blob = ROUTERS.sign(TIME, prices(1));
        byte[] major = blob.clone();
        major[4] = 2;
        byte[] type = blob.clone();
        type[7] = 1;

        assertThat(refusal(major)).isEqualTo(Reason.BAD_MAJOR_VERSION);
        assertThat(refusal(type)).isEqualTo(Reason.UNKNOWN_UPDATE_TYPE);
    }

    @Test
    void provenMessage_thatIsTooShort_isRefused() {
        byte[] cut = Arrays.copyOf(price(1, 5).encode(), 84);
        byte[] root = Merkle.of(List.of(cut)).root();
        byte[] vaa = ROUTERS.signPayload(TIME, new MerkleRoot(1, 0, root).encode());

        assertThat(refusal(UpdateCodec.encode(vaa, List.of(new Proof(cut, List.of())))))
                .isEqualTo(Reason.BAD_MESSAGE);
    }

    @Test
    void payload_thatIsNoRoot_isRefused() {
        byte[] root = new MerkleRoot(1, 0, new byte[20]).encode();
        byte[] magic = root.clone();
        magic[3]++;
        byte[] type = root.clone();
        type[4] = 1;
        for (byte[] payload : new byte[][] {{}, Arrays.copyOf(root, 4), Arrays.copyOf(root, 36), magic, type}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MerkleRoot.decode(payload))
                    .withMessageContaining("BAD_PAYLOAD");
            assertThat(refusal(UpdateCodec.encode(ROUTERS.signPayload(TIME, payload), List.of())))
                    .isEqualTo(Reason.BAD_PAYLOAD);
        }
    }

    @Test
    void networks_thatClaimTheSameSigners_cannotBeTrustedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateVerifier.trusting(
                        new TrustNetwork(
                                "mainnet-like",
                                TrustNetworks.WORMHOLE_MAINNET.emitters(),
                                Governance.WORMHOLE,
                                Map.of(0L, ROUTERS.addresses()),
                                QuorumRule.WORMHOLE),
                        TrustNetworks.WORMHOLE_TESTNET))
                .withMessageContaining("mainnet-like")
                .withMessageContaining("wormhole-testnet");
        assertThatIllegalArgumentException().isThrownBy(UpdateVerifier::trusting);
    }

    /** One guardian's test prices would pass for those of nineteen. */
    @Test
    void mainnetAndTestnet_cannotBeTrustedTogether_whicheverSetsTheyHave() {
        TrustNetwork newest = TrustNetworks.WORMHOLE_MAINNET.newestSetOnly();
        assertThat(newest.sets()).doesNotContainKey(0L);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateVerifier.trusting(newest, TrustNetworks.WORMHOLE_TESTNET))
                .withMessageContaining("wormhole-mainnet and wormhole-testnet");
    }

    @Test
    void trustNetwork_mustHaveDistinctSigners() {
        Set<Emitter> emitters = ROUTERS.trust().emitters();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustNetwork(
                        "twins",
                        emitters,
                        Governance.WORMHOLE,
                        Map.of(
                                0L,
                                List.of(
                                        ROUTERS.addresses().get(0),
                                        ROUTERS.addresses().get(0))),
                        QuorumRule.MAJORITY));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TrustNetwork("nobody", emitters, Governance.WORMHOLE, Map.of(), QuorumRule.MAJORITY));
    }

    @Test
    void merkle_treeOverNothing_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Merkle.of(List.of()));
    }

    @Property(tries = 60)
    void merkle_treeOfAnySize_provesItsMessagesAndNoOthers(@ForAll @IntRange(min = 1, max = 70) int count) {
        List<byte[]> leaves =
                prices(count).stream().map(UpdateMessage.Price::encode).toList();
        Merkle tree = Merkle.of(leaves);
        for (int i = 0; i < count; i++) {
            assertThat(Merkle.proves(tree.root(), leaves.get(i), tree.proof(i))).isTrue();
            assertThat(Merkle.proves(tree.root(), price(i, 7).encode(), tree.proof(i)))
                    .isFalse();
        }
        // a node is no leaf: nobody can have a pair of hashes taken for a message
        if (count > 1) {
            List<byte[]> path = tree.proof(0);
            byte[] node = ByteBuffer.allocate(41)
                    .put((byte) 1)
                    .put(Merkle.of(List.of(leaves.get(0))).root())
                    .put(path.get(0))
                    .array();
            assertThat(Merkle.proves(tree.root(), node, path.subList(1, path.size())))
                    .isFalse();
        }
    }

    private static List<UpdateVerifier> everyMemory(TrustNetwork network) {
        List<UpdateVerifier> verifiers = new ArrayList<>();
        for (int vaas : new int[] {0, 1, 100}) {
            for (boolean keys : new boolean[] {false, true}) {
                verifiers.add(UpdateVerifier.builder(network)
                        .rememberedVaas(vaas)
                        .rememberedKeys(keys)
                        .build());
            }
        }
        return verifiers;
    }

    /** Signers come and go, so that some are known and some not; right and wrong signatures in every place. */
    @Property(tries = 100)
    void memory_changesNoVerdict(
            @ForAll @Size(min = 1, max = 12) List<@Size(min = 5, max = 8) List<@IntRange(max = 7) Integer>> rounds) {
        UpdateSigner guardians = UpdateSigner.guardians("remembered", 7);
        List<UpdateVerifier> verifiers = everyMemory(guardians.trust());
        for (List<Integer> round : rounds) {
            int[] places = round.stream().mapToInt(place -> place % 7).sorted().toArray();
            byte[] blob = guardians.signedBy(places).sign(TIME + round.hashCode() % 3, prices(1));
            if (round.contains(7)) {
                blob[10 + 6 + 66 * (round.get(0) % places.length) + 40] ^= 1;
            }
            VerificationResult first = verifiers.get(0).verify(blob);
            for (UpdateVerifier verifier : verifiers) {
                assertThat(verifier.verify(blob)).isEqualTo(first);
                assertThat(verifier.verify(blob)).isEqualTo(first);
            }
        }
    }

    @Test
    void rememberedVaa_isTheSameBytesOnly() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        UpdateVerifier verifier =
                UpdateVerifier.builder(ROUTERS.trust()).rememberedVaas(1).build();
        assertThat(verifier.verify(blob)).isInstanceOf(Verified.class);

        // the VAA is bytes 10 to 302: signatures and the fields that are not signed are compared as well
        for (int at = 10; at < 302; at++) {
            byte[] changed = blob.clone();
            changed[at] ^= 1;
            assertThat(verifier.verify(changed)).as("byte " + at).isInstanceOf(Refused.class);
            assertThat(verifier.verify(blob)).isInstanceOf(Verified.class);
        }
    }

    @Test
    void refusedVaa_isNotRemembered_andSpoilsNothing() {
        byte[] good = ROUTERS.sign(TIME, prices(2));
        byte[] bad = good.clone();
        bad[10 + 6 + 1] ^= 1;
        UpdateVerifier verifier =
                UpdateVerifier.builder(ROUTERS.trust()).rememberedVaas(1).build();
        for (int i = 0; i < 3; i++) {
            assertThat(verifier.verify(bad))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID_SIGNATURE));
            assertThat(verifier.verify(good)).isInstanceOf(Verified.class);
        }
    }

    /** Two signatures of one key over one message are both right; the other half of s is no other identity. */
    @Test
    void highS_isAccepted_asByTheContract_knownKeyOrNot() {
        UpdateVerifier verifier = UpdateVerifier.trusting(ROUTERS.trust());
        Decoded decoded = UpdateCodec.decode(ROUTERS.sign(TIME, prices(1)));
        Vaa vaa = Vaa.decode(decoded.vaa());
        List<Vaa.SignedBy> flipped = vaa.signatures().stream()
                .map(one -> new Vaa.SignedBy(
                        one.index(), one.r(), Secp256k1.order().subtract(one.s()), one.recoveryId() ^ 1))
                .toList();
        byte[] blob = UpdateCodec.encode(signed(vaa, flipped).encode(), decoded.proofs());
        byte[] wrongParity = UpdateCodec.encode(
                signed(
                                vaa,
                                flipped.stream()
                                        .map(one ->
                                                new Vaa.SignedBy(one.index(), one.r(), one.s(), one.recoveryId() ^ 1))
                                        .toList())
                        .encode(),
                decoded.proofs());

        for (int i = 0; i < 2; i++) {
            assertThat(verifier.verify(blob)).isInstanceOf(Verified.class);
            assertThat(((Refused) verifier.verify(wrongParity)).reason()).isEqualTo(Reason.INVALID_SIGNATURE);
            assertThat(verifier.verify(UpdateCodec.encode(decoded))).isInstanceOf(Verified.class);
        }
    }

    private static Vaa signed(Vaa vaa, List<Vaa.SignedBy> signatures) {
        return new Vaa(
                vaa.signerSet(),
                signatures,
                vaa.timestamp(),
                vaa.nonce(),
                vaa.emitter(),
                vaa.sequence(),
                vaa.consistencyLevel(),
                vaa.payload());
    }

    /** One wrong signature among enough right ones is a refusal; so is a right one too many in the wrong place. */
    @Test
    void signatures_beyondTheQuorum_mustBeRightToo() {
        UpdateSigner all = ROUTERS.signedBy(0, 1, 2, 3, 4);
        byte[] blob = all.sign(TIME, prices(1));
        assertThat(((Verified) VERIFIER.verify(blob)).attestation()).hasToString("test-routers#0 5/3");
        byte[] lastWrong = blob.clone();
        lastWrong[10 + 6 + 66 * 4 + 1] ^= 1;

        assertThat(refusal(lastWrong)).isEqualTo(Reason.INVALID_SIGNATURE);
        assertThat(refusal(ROUTERS.signedBy(0, 1, 2, 4, 3).sign(TIME, prices(1))))
                .isEqualTo(Reason.SIGNATURE_INDEX_ORDER);
        assertThat(refusal(ROUTERS.signedBy(0, 0, 0).sign(TIME, prices(1)))).isEqualTo(Reason.SIGNATURE_INDEX_ORDER);
        assertThat(refusal(ROUTERS.signedBy(0, 1).sign(TIME, prices(1)))).isEqualTo(Reason.NO_QUORUM);
    }

    /** Checks go signature by signature: what is wrong with the first hides what is wrong with the second. */
    @Test
    void firstFault_isTheOneNamed() {
        byte[] blob = ROUTERS.signedBy(0, 2, 1, 4).sign(TIME, prices(1));
        int signatures = 10 + 6;
        assertThat(refusal(blob)).isEqualTo(Reason.SIGNATURE_INDEX_ORDER);
        byte[] wrongBefore = blob.clone();
        wrongBefore[signatures + 66 + 1] ^= 1;
        assertThat(refusal(wrongBefore)).isEqualTo(Reason.INVALID_SIGNATURE);
        byte[] wrongAfter = blob.clone();
        wrongAfter[signatures + 66 * 3 + 1] ^= 1;
        assertThat(refusal(wrongAfter)).isEqualTo(Reason.SIGNATURE_INDEX_ORDER);
        byte[] outOfRange = blob.clone();
        outOfRange[signatures + 66] = 5;
        assertThat(refusal(outOfRange)).isEqualTo(Reason.SIGNATURE_INDEX_RANGE);
    }

    @Test
    void callersArray_mayChangeAfterwards() {
        byte[] blob = ROUTERS.sign(TIME, prices(3));
        byte[] truth = blob.clone();
        UpdateVerifier verifier = UpdateVerifier.trusting(ROUTERS.trust());
        Verified before = (Verified) verifier.verify(blob);

        Arrays.fill(blob, (byte) 0);

        assertThat(verifier.verify(blob)).isInstanceOf(Refused.class);
        assertThat(verifier.verify(truth)).isEqualTo(before);
    }

    @Test
    void manyThreads_getTheSameVerdicts() throws Exception {
        UpdateVerifier verifier =
                UpdateVerifier.builder(ROUTERS.trust()).rememberedVaas(4).build();
        List<byte[]> blobs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            byte[] blob = ROUTERS.signedBy(i % 3, 3, 4).sign(TIME + i, prices(2));
            if (i % 3 == 1) {
                blob[40 + i] ^= 1;
            }
            blobs.add(blob);
        }
        List<VerificationResult> truth = blobs.stream().map(VERIFIER::verify).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<VerificationResult>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(threads.submit(
                        () -> blobs.stream().map(verifier::verify).toList()));
            }
            for (Future<List<VerificationResult>> answer : answers) {
                assertThat(answer.get()).isEqualTo(truth);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void verified_givesPricesByFeed_theLaterOneOfTwo() {
        UpdateMessage.Price old = price(1, 5);
        UpdateMessage.Price later = new UpdateMessage.Price(old.feedId(), 6, 7, -8, TIME + 1, TIME, 5, 1);
        UpdateMessage.Price other = price(2, 9);
        UpdateMessage.Other unknown = new UpdateMessage.Other(new byte[] {55});

        Verified verified = (Verified) VERIFIER.verify(ROUTERS.sign(TIME, List.of(other, later, old, unknown)));

        assertThat(verified.prices())
                .containsExactly(Map.entry(other.feedId(), other), Map.entry(later.feedId(), later));
        assertThat(verified.price(later.feedId())).contains(later);
        assertThat(verified.price(price(3, 0).feedId())).isEmpty();
    }

    @Test
    void bareVaa_isVerifiedWhateverItsPayload() {
        byte[] vaa = ROUTERS.signPayload(TIME, new byte[] {1, 2, 3});

        assertThat(VERIFIER.verifyVaa(vaa)).isInstanceOfSatisfying(VaaResult.Signed.class, signed -> {
            assertThat(signed.attestation()).hasToString("test-routers#0 3/3");
            assertThat(signed.vaa().payload()).containsExactly(1, 2, 3);
        });
        assertThat(refusal(UpdateCodec.encode(vaa, List.of()))).isEqualTo(Reason.BAD_PAYLOAD);
        assertThat(VERIFIER.verifyBatch(vaa))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_PAYLOAD));
        for (int at = 0; at < vaa.length; at++) {
            byte[] changed = vaa.clone();
            changed[at] ^= 4;
            assertThat(VERIFIER.verifyVaa(changed)).as("byte " + at).isInstanceOf(Refused.class);
            assertThat(VERIFIER.verifyVaa(Arrays.copyOf(vaa, at))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void batch_signedByTheRightOnes_isVerified() {
        Bytes32 id = price(1, 0).feedId();
        BatchAttestation batch = new BatchAttestation(
                0,
                new byte[0],
                149,
                List.of(new BatchAttestation.PriceAttestation(
                        id, id, 5, 6, -8, 7, 8, 1, 9, 10, TIME, TIME, TIME - 1, 4, 3, new byte[0])));
        byte[] vaa = ROUTERS.signPayload(TIME, batch.encode());

        assertThat(VERIFIER.verifyBatch(vaa)).isInstanceOfSatisfying(BatchResult.Signed.class, signed -> {
            assertThat(signed.batch().encode()).isEqualTo(batch.encode());
            assertThat(signed.attestation().signatures()).isEqualTo(3);
        });
        vaa[vaa.length - 1] ^= 1;
        assertThat(VERIFIER.verifyBatch(vaa))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID_SIGNATURE));
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateVerifier.builder(ROUTERS.trust()).rememberedVaas(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateVerifier.builder(ROUTERS.trust()).rememberedVaas(65537));
    }

    @Test
    void signatures_neverShow() {
        Vaa vaa = Vaa.decode(UpdateCodec.decode(ROUTERS.sign(TIME, prices(1))).vaa());

        assertThat(vaa.toString()).doesNotContain(vaa.signatures().get(0).r().toString());
    }
}
