package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.pyth.update.BatchAttestation.PriceAttestation;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real signed updates of 2023 to 2026, and forgeries of them, judged by signer sets read from the corpus; the sets built
 * in must be the same.
 */
@Tag("corpus")
class PythUpdateCorpusTest {
    private final Corpus corpus = Corpus.required();
    private final JsonNode sets = corpus.json("pyth/guardian-sets.json");
    private final TrustNetwork mainnet = withSets(TrustNetworks.WORMHOLE_MAINNET, sets.get("wormholeMainnet"));
    private final TrustNetwork routers = withSets(TrustNetworks.PYTH_PRO_ROUTERS, sets.get("pythProRouters"));
    private final TrustNetwork testnet = withSets(TrustNetworks.WORMHOLE_TESTNET, sets.get("wormholeTestnet"));

    private static TrustNetwork withSets(TrustNetwork network, JsonNode truth) {
        Map<Long, List<Address>> sets = new TreeMap<>();
        truth.get("sets").properties().forEach(set -> {
            List<Address> addresses = new ArrayList<>();
            set.getValue().get("addresses").forEach(address -> addresses.add(Address.parse(address.asText())));
            sets.put(Long.parseLong(set.getKey()), addresses);
        });
        return new TrustNetwork(network.name(), network.emitters(), network.governance(), sets, network.quorumRule());
    }

    private TrustNetwork trusted(String name) {
        return name.startsWith("wormhole-mainnet") ? mainnet : name.startsWith("wormhole-testnet") ? testnet : routers;
    }

    @Test
    void builtInSets_areTheTrueOnes() {
        Corpus.Tally tally = new Corpus.Tally("pyth/guardian-sets.json");
        for (TrustNetwork[] pair : new TrustNetwork[][] {
            {TrustNetworks.WORMHOLE_MAINNET, mainnet},
            {TrustNetworks.PYTH_PRO_ROUTERS, routers},
            {TrustNetworks.WORMHOLE_TESTNET, testnet}
        }) {
            Map<Long, List<Address>> truth = pair[1].sets();
            pair[0].sets().forEach((index, signers) -> {
                if (truth.containsKey(index)) {
                    tally.check(
                            pair[0].name() + " set " + index,
                            () -> assertThat(signers).isEqualTo(truth.get(index)));
                }
            });
            tally.check(
                    "newest of " + pair[0].name(),
                    () -> assertThat(newest(pair[0])).isGreaterThanOrEqualTo(newest(pair[1])));
        }
        for (Map.Entry<String, TrustNetwork> network : Map.of(
                        "wormholeMainnet", mainnet, "pythProRouters", routers, "wormholeTestnet", testnet)
                .entrySet()) {
            JsonNode upgrades = sets.path(network.getKey()).path("upgrades");
            for (JsonNode row : upgrades) {
                tally.check(
                        network.getKey() + " upgrade to set " + row.get("newIndex"),
                        () -> checkUpgrade(network.getValue(), row));
            }
            if (!upgrades.isEmpty()) {
                tally.check(
                        network.getKey() + " upgrades one after another",
                        () -> checkUpgrades(network.getValue(), upgrades));
            }
        }
        tally.check(
                "guardian quorum",
                () -> assertThat(QuorumRule.WORMHOLE.quorum(19)).isEqualTo(13));
        tally.check(
                "single guardian quorum",
                () -> assertThat(QuorumRule.WORMHOLE.quorum(1)).isEqualTo(1));
        tally.check(
                "router quorum", () -> assertThat(QuorumRule.MAJORITY.quorum(5)).isEqualTo(3));
        tally.done();
    }

    private static long newest(TrustNetwork network) {
        return network.newestSetOnly().sets().keySet().iterator().next();
    }

    @Test
    void updates() {
        Corpus.Tally tally = new Corpus.Tally("pyth/updates");
        for (Path file : corpus.files("pyth/updates", "")) {
            JsonNode truth = Corpus.read(file);
            tally.check(file.getFileName().toString(), () -> checkUpdate(truth));
        }
        tally.done();
    }

    private void checkUpdate(JsonNode truth) {
        byte[] bytes = Hex.decode(truth.get("hex").asText());
        UpdateVerifier verifier =
                UpdateVerifier.trusting(trusted(truth.get("trustNetwork").asText()));
        JsonNode verdict = truth.get("verifiesWith");
        assertThat(verdict.get("ok").asBoolean()).isTrue();

        Vaa vaa;
        Attestation attestation;
        if (truth.get("kind").asText().equals("pnau")) {
            Verified verified = (Verified) verifier.verify(bytes);
            UpdateCodec.Decoded decoded = UpdateCodec.decode(bytes);
            vaa = Vaa.decode(decoded.vaa());
            attestation = verified.attestation();
            assertThat(vaa.encode()).isEqualTo(decoded.vaa());
            assertThat(decoded.messages()).isEqualTo(verified.messages());
            assertThat(Long.toUnsignedString(verified.slot()))
                    .isEqualTo(truth.get("payload").get("slot").asText());
            checkMessages(verified.messages(), truth.get("updates"));
            assertThat(UpdateCodec.encode(decoded)).isEqualTo(bytes);
            checkCutAndJoined(bytes, verifier, verified);
        } else {
            VaaResult.Signed signed = (VaaResult.Signed) verifier.verifyVaa(bytes);
            vaa = signed.vaa();
            attestation = signed.attestation();
            assertThat(((Refused) verifier.verify(bytes)).reason()).isEqualTo(Reason.BAD_MAGIC);
            if (truth.get("kind").asText().equals("p2wh")) {
                assertThat(reason(() -> MerkleRoot.decode(signed.vaa().payload())))
                        .isEqualTo(Reason.BAD_PAYLOAD);
                BatchResult.Signed batch = (BatchResult.Signed) verifier.verifyBatch(bytes);
                assertThat(batch.attestation()).isEqualTo(attestation);
                checkBatch(batch.batch(), truth.get("p2wh"));
                assertThat(batch.batch().encode()).isEqualTo(vaa.payload());
            } else {
                assertThat(Hex.encode(vaa.payload()))
                        .isEqualTo("0x" + truth.get("payloadHex").asText());
                assertThat(MerkleRoot.decode(vaa.payload()).encode()).isEqualTo(vaa.payload());
                assertThat(((Refused) verifier.verifyBatch(bytes)).reason()).isEqualTo(Reason.BAD_PAYLOAD);
            }
            assertThat(vaa.encode()).isEqualTo(bytes);
        }

        assertThat(attestation.signatures()).isEqualTo(verdict.get("signatures").asInt());
        assertThat(attestation.quorum()).isEqualTo(verdict.get("quorum").asInt());
        assertThat(verdict.get("set").asText()).endsWith("index " + attestation.signerSet());
        checkVaa(vaa, truth.get("vaa"));
    }

    /** Slice by feed, verify each, merge again. */
    private static void checkCutAndJoined(byte[] bytes, UpdateVerifier verifier, Verified whole) {
        List<byte[]> slices = new ArrayList<>();
        for (Bytes32 feed : UpdateCodec.feeds(bytes)) {
            byte[] slice = UpdateCodec.slice(bytes, Set.of(feed));
            Verified part = (Verified) verifier.verify(slice);
            assertThat(part.attestation()).isEqualTo(whole.attestation());
            assertThat(part.messages())
                    .isEqualTo(whole.messages().stream()
                            .filter(message -> message.feed().equals(Optional.of(feed)))
                            .toList());
            slices.add(slice);
        }
        assertThat(UpdateCodec.merge(List.of(bytes, bytes))).hasSize(1);
        List<byte[]> merged = UpdateCodec.merge(slices);
        assertThat(merged).hasSize(1);
        assertThat(((Verified) verifier.verify(merged.get(0))).messages()).hasSameElementsAs(whole.messages());
    }

    private static void checkBatch(BatchAttestation batch, JsonNode truth) {
        assertThat(truth.get("majorVersion").asInt()).isEqualTo(3);
        assertThat(batch.minorVersion()).isEqualTo(truth.get("minorVersion").asInt());
        assertThat(1 + batch.header().length).isEqualTo(truth.get("headerSize").asInt());
        assertThat(batch.attestationSize())
                .isEqualTo(truth.get("attestationSize").asInt());
        JsonNode rows = truth.get("attestations");
        assertThat(batch.attestations()).hasSize(truth.get("attestationCount").asInt());
        assertThat(rows).hasSameSizeAs(batch.attestations());
        for (int i = 0; i < rows.size(); i++) {
            checkAttestation(batch.attestations().get(i), rows.get(i));
        }
    }

    private static void checkAttestation(PriceAttestation attestation, JsonNode row) {
        assertThat(attestation)
                .usingRecursiveComparison()
                .isEqualTo(new PriceAttestation(
                        Bytes32.parse(row.get("productId").asText()),
                        Bytes32.parse(row.get("priceId").asText()),
                        Long.parseLong(row.get("price").asText()),
                        Long.parseUnsignedLong(row.get("conf").asText()),
                        row.get("expo").asInt(),
                        Long.parseLong(row.get("emaPrice").asText()),
                        Long.parseUnsignedLong(row.get("emaConf").asText()),
                        row.get("status").asInt(),
                        row.get("numPublishers").asLong(),
                        row.get("maxNumPublishers").asLong(),
                        row.get("attestationTime").asLong(),
                        row.get("publishTime").asLong(),
                        row.get("prevPublishTime").asLong(),
                        Long.parseLong(row.get("prevPrice").asText()),
                        Long.parseUnsignedLong(row.get("prevConf").asText()),
                        Hex.decode(row.path("rest").asText())));
        if (row.hasNonNull("lastAttestedPublishTime")) {
            assertThat(attestation.lastAttestedPublishTime())
                    .hasValue(row.get("lastAttestedPublishTime").asLong());
        }
        String of = row.get("status").asInt() == 1 ? "p" : "prevP";
        assertThat(attestation.oraclePrice().mantissa())
                .isEqualTo(Long.parseLong(row.get(of + "rice").asText()));
        assertThat(attestation.oraclePrice().publishTime().getEpochSecond())
                .isEqualTo(row.get(of + "ublishTime").asLong());
    }

    private static void checkVaa(Vaa vaa, JsonNode truth) {
        assertThat(vaa.digest().digits()).isEqualTo(truth.get("digest").asText());
        assertThat(vaa.timestamp()).isEqualTo(truth.get("timestamp").asLong());
        assertThat(vaa.nonce()).isEqualTo(truth.get("nonce").asLong());
        assertThat(vaa.emitter().chain()).isEqualTo(truth.get("emitterChain").asInt());
        assertThat(vaa.emitter().address())
                .isEqualTo(Bytes32.parse(truth.get("emitterAddress").asText()));
        assertThat(Long.toUnsignedString(vaa.sequence()))
                .isEqualTo(truth.get("sequence").asText());
        assertThat(vaa.consistencyLevel())
                .isEqualTo(truth.get("consistencyLevel").asInt());
        List<String> recovered = vaa.signatures().stream()
                .map(signature ->
                        signature.recover(vaa.digest()).orElseThrow().hex().substring(2))
                .toList();
        List<String> signers = new ArrayList<>();
        truth.get("recoveredSigners").forEach(signer -> signers.add(signer.asText()));
        assertThat(recovered).isEqualTo(signers);
    }

    private static void checkMessages(List<UpdateMessage> messages, JsonNode truth) {
        assertThat(messages).hasSize(truth.size());
        for (int i = 0; i < truth.size(); i++) {
            JsonNode row = truth.get(i);
            Bytes32 feed = Bytes32.parse(row.get("feedId").asText());
            if (messages.get(i) instanceof UpdateMessage.Price price) {
                assertThat(price)
                        .isEqualTo(new UpdateMessage.Price(
                                feed,
                                Long.parseLong(row.get("price").asText()),
                                Long.parseUnsignedLong(row.get("conf").asText()),
                                row.get("expo").asInt(),
                                row.get("publishTime").asLong(),
                                row.get("prevPublishTime").asLong(),
                                Long.parseLong(row.get("emaPrice").asText()),
                                Long.parseUnsignedLong(row.get("emaConf").asText())));
                assertThat(row.get("type").asText()).isEqualTo("price_feed");
            } else {
                assertThat(messages.get(i))
                        .isEqualTo(new UpdateMessage.Twap(
                                feed,
                                new BigInteger(row.get("cumulativePrice").asText()),
                                new BigInteger(row.get("cumulativeConf").asText()),
                                Long.parseUnsignedLong(row.get("numDownSlots").asText()),
                                row.get("expo").asInt(),
                                row.get("publishTime").asLong(),
                                row.get("prevPublishTime").asLong(),
                                Long.parseUnsignedLong(row.get("publishSlot").asText())));
            }
        }
    }

    /** Whatever a verifier remembers, and whether it has seen the blob before, the verdict is the same. */
    @Test
    void negatives() {
        List<UpdateVerifier> verifiers = new ArrayList<>();
        for (int vaas : new int[] {0, 1, 512}) {
            for (boolean keys : new boolean[] {false, true}) {
                verifiers.add(UpdateVerifier.builder(mainnet, routers)
                        .rememberedVaas(vaas)
                        .rememberedKeys(keys)
                        .build());
            }
        }
        JsonNode cases = corpus.json("pyth/negatives.json").path("cases");
        Corpus.Tally tally = new Corpus.Tally("pyth/negatives.json");
        Set<String> verdicts = new HashSet<>();
        for (JsonNode row : cases) {
            tally.check(row.get("name").asText(), () -> {
                for (UpdateVerifier verifier : verifiers) {
                    assertThat(verdict(verifier, row))
                            .isEqualTo(row.get("expect").asText());
                    assertThat(verdict(verifier, row))
                            .isEqualTo(row.get("expect").asText());
                }
                verdicts.add(row.get("expect").asText());
            });
        }
        tally.done();
        assertThat(verdicts).as("both kinds were there").contains("OK").hasSizeGreaterThan(1);
        // and once more with every root and key known
        for (JsonNode row : cases) {
            for (UpdateVerifier verifier : verifiers) {
                assertThat(verdict(verifier, row)).isEqualTo(row.get("expect").asText());
            }
        }
    }

    private static String verdict(UpdateVerifier verifier, JsonNode row) {
        VerificationResult result = verifier.verify(Hex.decode(row.get("hex").asText()));
        return result instanceof Refused refused ? refused.reason().name() : "OK";
    }

    /** Through all upgrades that follow each other, by nothing but what the signers signed. */
    private static void checkUpgrades(TrustNetwork network, JsonNode upgrades) {
        TrustNetwork advanced =
                onlySet(network, upgrades.get(0).get("signedBySet").asLong());
        for (JsonNode row : upgrades) {
            if (row.get("signedBySet").asLong() == advanced.newestSet()) {
                advanced = advanced.advancedBy(Hex.decode(row.get("vaaHex").asText()), Instant.MAX);
            }
        }
        assertThat(advanced.sets())
                .hasSizeGreaterThan(1)
                .allSatisfy((index, signers) ->
                        assertThat(signers).isEqualTo(network.sets().get(index)));
    }

    private static TrustNetwork onlySet(TrustNetwork network, long index) {
        return new TrustNetwork(
                network.name(),
                network.emitters(),
                network.governance(),
                Map.of(index, network.sets().get(index)),
                network.quorumRule());
    }

    private static void checkUpgrade(TrustNetwork network, JsonNode row) {
        byte[] upgrade = Hex.decode(row.get("vaaHex").asText());
        long from = row.get("signedBySet").asLong();
        long to = row.get("newIndex").asLong();
        TrustNetwork before = onlySet(network, from);
        TrustNetwork after = before.advancedBy(upgrade, Instant.EPOCH);
        assertThat(after.sets())
                .isEqualTo(Map.of(
                        from, network.sets().get(from), to, network.sets().get(to)));
        assertThat(after.expiries()).isEqualTo(Map.of(from, Instant.EPOCH));
        Vaa vaa = Vaa.decode(upgrade);
        assertThat(vaa.encode()).isEqualTo(upgrade);
        assertThat(vaa.signatures()).hasSize(row.get("signatures").asInt());
        assertThat(vaa.timestamp()).isEqualTo(row.get("timestamp").asLong());
        assertThat(Long.toUnsignedString(vaa.sequence()))
                .isEqualTo(row.get("sequence").asText());
        assertThat(SignerSetUpgrade.decode(vaa.payload()).encode()).isEqualTo(vaa.payload());

        // twice, by the set it brought, by a later set
        assertThat(reason(() -> after.advancedBy(upgrade, Instant.MAX))).isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
        assertThat(reason(() -> onlySet(network, to).advancedBy(upgrade, Instant.MAX)))
                .isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
        for (int at = 0; at < upgrade.length; at += upgrade.length / 100 + 1) {
            byte[] changed = upgrade.clone();
            changed[at] ^= 1;
            assertThat(reason(() -> before.advancedBy(changed, Instant.MAX))).isNotNull();
            byte[] cut = Arrays.copyOf(upgrade, at);
            assertThat(reason(() -> before.advancedBy(cut, Instant.MAX))).isNotNull();
        }
    }

    private static Reason reason(Runnable decode) {
        try {
            decode.run();
        } catch (UpdateFormatException e) {
            return e.reason();
        }
        throw new AssertionError("decoded");
    }
}
