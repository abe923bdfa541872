package io.plimsoll.examples.pyth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.Merkle;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two verifiers written from one description, ours in Java and ours in Solidity on a real node: they accept the same updates,
 * with the same messages, and refuse the others for the same reason.
 */
@NodeTest
class PythReceiverIT {
    private static final Bytes32 FEED =
            Bytes32.parse("4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b");
    private static final int MUTATIONS = 3000;

    /** The trust of the corpus: signer sets are read there, emitters and rules are ours. */
    private record Truth(Corpus corpus, TrustNetwork mainnet, TrustNetwork routers, TrustNetwork testnet) {
        static Truth of(Corpus corpus) {
            JsonNode sets = corpus.json("pyth/guardian-sets.json");
            return new Truth(
                    corpus,
                    withSets(TrustNetworks.WORMHOLE_MAINNET, sets.get("wormholeMainnet")),
                    withSets(TrustNetworks.PYTH_PRO_ROUTERS, sets.get("pythProRouters")),
                    withSets(TrustNetworks.WORMHOLE_TESTNET, sets.get("wormholeTestnet")));
        }

        private static TrustNetwork withSets(TrustNetwork network, JsonNode truth) {
            Map<Long, List<Address>> sets = new TreeMap<>();
            truth.get("sets").properties().forEach(set -> {
                List<Address> addresses = new ArrayList<>();
                set.getValue().get("addresses").forEach(address -> addresses.add(Address.parse(address.asText())));
                sets.put(Long.parseLong(set.getKey()), addresses);
            });
            return new TrustNetwork(
                    network.name(), network.emitters(), network.governance(), sets, network.quorumRule());
        }

        /** The real updates of the networks whose names begin so, by file. */
        Map<String, byte[]> updates(String... networks) {
            Map<String, byte[]> updates = new LinkedHashMap<>();
            for (Path file : corpus.files("pyth/updates", "")) {
                JsonNode update = Corpus.read(file);
                if (update.get("kind").asText().equals("pnau")
                        && Arrays.stream(networks)
                                .anyMatch(update.get("trustNetwork").asText()::startsWith)) {
                    updates.put(
                            file.getFileName().toString(),
                            Hex.decode(update.get("hex").asText()));
                }
            }
            return updates;
        }
    }

    private static void assertSameVerdicts(PythReceiver receiver, UpdateVerifier verifier, Map<String, byte[]> blobs) {
        List<String> expected = blobs.values().stream()
                .map(blob -> PythReceiver.verdict(verifier, blob))
                .toList();
        assertThat(labelled(blobs, receiver.verdicts(List.copyOf(blobs.values()))))
                .containsExactlyElementsOf(labelled(blobs, expected));
    }

    private static List<String> labelled(Map<String, byte[]> blobs, List<String> verdicts) {
        List<String> names = List.copyOf(blobs.keySet());
        return IntStream.range(0, verdicts.size())
                .mapToObj(i -> names.get(i) + ": " + verdicts.get(i))
                .toList();
    }

    @Test
    @Tag("corpus")
    void realUpdates_areAcceptedByBoth(AnvilNode node, NodeModules modules) {
        Truth truth = Truth.of(Corpus.required());
        PythReceiver receiver = PythReceiver.trusting(node, modules, truth.mainnet, truth.routers);
        PythReceiver beta = PythReceiver.trusting(node, modules, truth.testnet);
        Map<String, byte[]> updates = truth.updates("wormhole-mainnet", "pyth-pro-routers");
        Map<String, byte[]> testUpdates = truth.updates("wormhole-testnet");

        Corpus.Tally tally = new Corpus.Tally("pyth/updates on chain");
        check(tally, updates, receiver, UpdateVerifier.trusting(truth.mainnet, truth.routers));
        check(tally, testUpdates, beta, UpdateVerifier.trusting(truth.testnet));
        tally.done();
        // the same emitter, another network: the other's word counts for nothing
        assertThat(receiver.verdicts(List.copyOf(testUpdates.values()))).noneMatch(verdict -> verdict.startsWith("OK"));
        assertThat(beta.verdicts(List.copyOf(updates.values()))).noneMatch(verdict -> verdict.startsWith("OK"));
        assertSameVerdicts(receiver, UpdateVerifier.trusting(truth.mainnet, truth.routers), testUpdates);
        assertSameVerdicts(beta, UpdateVerifier.trusting(truth.testnet), updates);
    }

    private static void check(
            Corpus.Tally tally, Map<String, byte[]> updates, PythReceiver receiver, UpdateVerifier verifier) {
        List<String> verdicts = receiver.verdicts(List.copyOf(updates.values()));
        int i = 0;
        for (Map.Entry<String, byte[]> update : updates.entrySet()) {
            String verdict = verdicts.get(i++);
            tally.check(
                    update.getKey(),
                    () -> assertThat(verdict)
                            .startsWith("OK")
                            .isEqualTo(PythReceiver.verdict(verifier, update.getValue())));
        }
    }

    @Test
    @Tag("corpus")
    void forgeries_areRefusedForTheReasonThatTheCorpusExpects(AnvilNode node, NodeModules modules) {
        Truth truth = Truth.of(Corpus.required());
        PythReceiver receiver = PythReceiver.trusting(node, modules, truth.mainnet, truth.routers);
        UpdateVerifier verifier = UpdateVerifier.trusting(truth.mainnet, truth.routers);
        Corpus.Tally tally = new Corpus.Tally("pyth/negatives.json on chain");
        for (JsonNode row : truth.corpus.json("pyth/negatives.json").path("cases")) {
            byte[] blob = Hex.decode(row.get("hex").asText());
            tally.check(row.get("name").asText(), () -> {
                String verdict = receiver.verdicts(List.of(blob)).get(0);
                assertThat(verdict)
                        .startsWith(row.get("expect").asText())
                        .isEqualTo(PythReceiver.verdict(verifier, blob));
            });
        }
        tally.done();
    }

    @Test
    @Tag("corpus")
    void mutatedUpdates_areJudgedAlike(AnvilNode node, NodeModules modules) {
        Truth truth = Truth.of(Corpus.required());
        UpdateSigner signer = UpdateSigner.named("mutated");
        List<byte[]> originals = new ArrayList<>(
                truth.updates("wormhole-mainnet", "pyth-pro-routers").values());
        originals.add(signer.sign(1_780_000_000L, prices(4)));
        TrustNetwork[] trusted = {truth.mainnet, truth.routers, signer.trust()};
        assertMutationsAreJudgedAlike(node, modules, 20_260_826L, originals, trusted);
    }

    private static void assertMutationsAreJudgedAlike(
            AnvilNode node, NodeModules modules, long seed, List<byte[]> originals, TrustNetwork... trusted) {
        PythReceiver receiver = PythReceiver.trusting(node, modules, trusted);
        // one that remembers what it has seen, and one that starts anew with every blob
        UpdateVerifier verifier = UpdateVerifier.trusting(trusted);
        UpdateVerifier forgetful = UpdateVerifier.builder(trusted)
                .rememberedVaas(0)
                .rememberedKeys(false)
                .build();
        originals.forEach(verifier::verify);
        Mutations mutations = new Mutations(seed, originals);
        List<byte[]> blobs =
                IntStream.range(0, MUTATIONS).mapToObj(i -> mutations.next()).toList();

        List<String> verdicts = receiver.verdicts(blobs);

        for (int i = 0; i < blobs.size(); i++) {
            assertThat(verdicts.get(i))
                    .as("seed %d, mutation %d: %s", seed, i, Hex.encode(blobs.get(i)))
                    .isEqualTo(PythReceiver.verdict(verifier, blobs.get(i)))
                    .isEqualTo(PythReceiver.verdict(forgetful, blobs.get(i)));
        }
        assertThat(verdicts.stream().map(verdict -> verdict.split(" ")[0]).collect(Collectors.toSet()))
                .as("kinds of verdicts")
                .contains(
                        "OK",
                        "TRUNCATED",
                        "BAD_MAGIC",
                        "UNKNOWN_GUARDIAN_SET",
                        "NO_QUORUM",
                        "SIGNATURE_INDEX_ORDER",
                        "SIGNATURE_INDEX_RANGE",
                        "INVALID_SIGNATURE",
                        "MERKLE_PROOF_INVALID",
                        "TRAILING_BYTES");
    }

    @Test
    void mutatedTestUpdates_areJudgedAlike(AnvilNode node, NodeModules modules) {
        UpdateSigner guardians = UpdateSigner.guardians("nineteen", 19);
        UpdateSigner routers = UpdateSigner.named("five");
        byte[] signedByAll = guardians.signedBy(TestSigners.first(19)).sign(1_780_000_000L, prices(3));
        byte[] signedByQuorum = guardians.sign(1_780_000_000L, prices(1));
        assertMutationsAreJudgedAlike(
                node,
                modules,
                7,
                List.of(signedByAll, signedByQuorum, routers.sign(1_780_000_000L, prices(2))),
                guardians.trust(),
                routers.trust());
    }

    @Test
    void fakeHermes_saysWhatAContractAccepts_untilItLies(AnvilNode node, NodeModules modules) {
        UpdateSigner routers = UpdateSigner.named("hermes routers");
        UpdateSigner guardians = UpdateSigner.guardians("hermes guardians", 19);
        PythReceiver receiver = PythReceiver.trusting(node, modules, routers.trust(), guardians.trust());
        UpdateVerifier verifier = UpdateVerifier.trusting(routers.trust(), guardians.trust());
        for (UpdateSigner signer : List.of(routers, guardians)) {
            try (FakeHermes hermes = FakeHermes.start(signer, ManualClock.atNewYear())) {
                PythFeeds.USD.values().forEach(feed -> hermes.publish(feed, "12.5", "0.01"));
                HermesClient client = PythClient.at(
                                hermes.url(),
                                Optional.empty(),
                                new OkHttpClient(),
                                Duration.ofSeconds(10),
                                signer.trust())
                        .hermes();
                for (FakeHermes.Tampering tampering : FakeHermes.Tampering.values()) {
                    hermes.tamper(tampering);
                    Map<String, byte[]> blobs = new LinkedHashMap<>();
                    for (byte[] blob : client.latest(PythFeeds.USD.values()).blobs()) {
                        blobs.put(tampering + " " + blobs.size(), blob);
                    }

                    assertThat(blobs).isNotEmpty();
                    assertSameVerdicts(receiver, verifier, blobs);
                    boolean signedTruth =
                            tampering == FakeHermes.Tampering.NONE || tampering == FakeHermes.Tampering.PARSED;
                    assertThat(receiver.verdicts(List.copyOf(blobs.values())))
                            .as(tampering.name())
                            .matches(verdicts ->
                                    verdicts.stream().allMatch(verdict -> verdict.startsWith("OK")) == signedTruth);
                }
            }
        }
    }

    @Test
    void quorums_areThoseOfTheirNetworks(AnvilNode node, NodeModules modules) {
        for (int size : new int[] {1, 2, 3, 4, 5, 7, 19, 20}) {
            for (QuorumRule rule : QuorumRule.values()) {
                TestSigners signers = TestSigners.of(rule + " of " + size, size, rule);
                Map<String, byte[]> blobs = new LinkedHashMap<>();
                for (int count = 0; count <= size; count++) {
                    blobs.put(
                            rule + " " + count + " of " + size,
                            update(signers, TestSigners.first(count), encoded(prices(1))));
                }
                PythReceiver receiver = PythReceiver.trusting(node, modules, signers.trust());

                assertSameVerdicts(receiver, UpdateVerifier.trusting(signers.trust()), blobs);
                long accepted = receiver.verdicts(List.copyOf(blobs.values())).stream()
                        .filter(verdict -> verdict.startsWith("OK"))
                        .count();
                assertThat(accepted).isEqualTo(size - rule.quorum(size) + 1L);
            }
        }
    }

    @Test
    void whateverTheSignersSign_isJudgedAlike(AnvilNode node, NodeModules modules) {
        TestSigners guardians = TestSigners.of("guardians", 19, QuorumRule.WORMHOLE);
        int[] quorum = TestSigners.first(13);
        byte[] price = encoded(prices(1)).get(0);
        byte[] root = Merkle.of(List.of(price)).root();
        List<Proof> proof = List.of(new Proof(price, List.of()));
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        // payloads
        byte[] payload = TestSigners.payload(root);
        blobs.put("payload", UpdateCodec.encode(guardians.vaa(payload, quorum), proof));
        for (int length : new int[] {0, 4, 5, 36, 38, 100}) {
            blobs.put(
                    "payload of " + length,
                    UpdateCodec.encode(guardians.vaa(Arrays.copyOf(payload, length), quorum), proof));
        }
        for (int at : new int[] {0, 3, 4, 5, 13, 17, 36}) {
            byte[] changed = payload.clone();
            changed[at] ^= 1;
            blobs.put("payload byte " + at, UpdateCodec.encode(guardians.vaa(changed, quorum), proof));
        }
        // messages that are under the root
        for (int type : new int[] {0, 1, 2, 3, 255}) {
            for (int length : new int[] {1, 10, 11, 12, 51, 84, 85, 86, 100, 101, 102, 300}) {
                byte[] message = new byte[length];
                message[0] = (byte) type;
                blobs.put("type " + type + " of " + length, update(guardians, quorum, List.of(message)));
            }
        }
        for (int caps : new int[] {0, 1, 2, 7, 256, 65_535}) {
            byte[] message = new byte[11 + 40 * 2];
            message[0] = 2;
            message[9] = (byte) (caps >> 8);
            message[10] = (byte) caps;
            blobs.put(caps + " caps in room for 2", update(guardians, quorum, List.of(message)));
        }
        blobs.put("empty message", update(guardians, quorum, List.of(new byte[0])));
        blobs.put("no message", UpdateCodec.encode(guardians.vaa(payload, quorum), List.of()));
        blobs.put(
                "the same twice",
                UpdateCodec.encode(guardians.vaa(payload, quorum), List.of(proof.get(0), proof.get(0))));
        blobs.put("255 messages", update(guardians, quorum, encoded(prices(255))));
        byte[] inner = Merkle.of(encoded(prices(2))).root();
        blobs.put("a node as sibling of itself", chain(guardians, quorum, price, Collections.nCopies(255, inner)));
        // signatures
        blobs.put("nobody", update(guardians, new int[0], List.of(price)));
        blobs.put("all", update(guardians, TestSigners.first(19), List.of(price)));
        blobs.put("the last ones", update(guardians, IntStream.range(6, 19).toArray(), List.of(price)));
        blobs.put(
                "backwards",
                update(guardians, IntStream.range(0, 13).map(i -> 12 - i).toArray(), List.of(price)));
        blobs.put("one twice", update(guardians, with(quorum, 12, 11), List.of(price)));
        blobs.put("index 19 of 19", update(guardians, with(quorum, 12, 19), List.of(price)));
        blobs.put("index 255", update(guardians, with(quorum, 12, 255), List.of(price)));
        blobs.put("more than there are", update(guardians, TestSigners.first(20), List.of(price)));
        blobs.put(
                "out of range, then backwards", update(guardians, with(with(quorum, 11, 30), 12, 20), List.of(price)));

        PythReceiver receiver = PythReceiver.trusting(node, modules, guardians.trust());
        assertSameVerdicts(receiver, UpdateVerifier.trusting(guardians.trust()), blobs);
        List<String> verdicts = labelled(blobs, receiver.verdicts(List.copyOf(blobs.values())));
        assertThat(verdicts)
                .anyMatch(verdict -> verdict.startsWith("payload of 100: OK"))
                .contains(
                        "payload of 36: BAD_PAYLOAD",
                        "payload byte 17: MERKLE_PROOF_INVALID",
                        "type 0 of 84: BAD_MESSAGE",
                        "empty message: BAD_MESSAGE",
                        "nobody: NO_QUORUM",
                        "backwards: SIGNATURE_INDEX_ORDER",
                        "index 19 of 19: SIGNATURE_INDEX_RANGE");
    }

    private static int[] with(int[] indexes, int at, int value) {
        int[] changed = indexes.clone();
        changed[at] = value;
        return changed;
    }

    private static List<UpdateMessage.Price> prices(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] feed = FEED.toBytes();
                    feed[31] = (byte) i;
                    return new UpdateMessage.Price(
                            Bytes32.of(feed), -5 + i, 3, -8, 1_780_000_000L, 1_779_999_999L, 7, -1);
                })
                .toList();
    }

    private static List<byte[]> encoded(List<UpdateMessage.Price> prices) {
        return prices.stream().map(UpdateMessage.Price::encode).toList();
    }

    private static byte[] update(TestSigners signers, int[] indexes, List<byte[]> messages) {
        Merkle tree = Merkle.of(messages);
        List<Proof> proofs = IntStream.range(0, messages.size())
                .mapToObj(i -> new Proof(messages.get(i), tree.proof(i)))
                .toList();
        return UpdateCodec.encode(signers.vaa(TestSigners.payload(tree.root()), indexes), proofs);
    }

    /** A message under as many siblings as a proof can have: too deep for any real tree, and provable all the same. */
    private static byte[] chain(TestSigners signers, int[] indexes, byte[] message, List<byte[]> siblings) {
        byte[] damaged = UpdateCodec.encode(
                signers.vaa(TestSigners.payload(siblings.get(0)), indexes), List.of(new Proof(message, siblings)));
        assertThat(Merkle.proves(siblings.get(0), message, siblings)).isFalse();
        return damaged;
    }
}
