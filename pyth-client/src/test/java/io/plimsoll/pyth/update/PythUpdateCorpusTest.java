package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.pyth.pro.ProFeed;
import io.plimsoll.pyth.pro.ProMessage;
import io.plimsoll.pyth.pro.ProPayload;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProReason;
import io.plimsoll.pyth.pro.ProTrust;
import io.plimsoll.pyth.pro.ProVerification;
import io.plimsoll.pyth.pro.ProVerifier;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return new TrustNetwork(network.name(), network.emitters(), sets, network.quorumRule());
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
            vaa = Vaa.decode(UpdateCodec.decode(bytes).vaa());
            attestation = verified.attestation();
            assertThat(Long.toUnsignedString(verified.slot()))
                    .isEqualTo(truth.get("payload").get("slot").asText());
            checkMessages(verified.messages(), truth.get("updates"));
            assertThat(reencoded(bytes)).isEqualTo(bytes);
        } else {
            // a bare VAA: signatures hold; a P2WH batch inside is a format of its own and not a Merkle root
            vaa = Vaa.decode(bytes);
            attestation = verifier.verifyVaa(bytes);
            if (truth.get("kind").asText().equals("p2wh")) {
                assertThat(reason(() -> MerkleRoot.decode(Vaa.decode(bytes).payload())))
                        .isEqualTo(Reason.BAD_PAYLOAD);
                assertThat(((Refused) verifier.verify(bytes)).reason()).isEqualTo(Reason.BAD_MAGIC);
            } else {
                assertThat(Hex.encode(vaa.payload()))
                        .isEqualTo("0x" + truth.get("payloadHex").asText());
                assertThat(MerkleRoot.decode(vaa.payload()).root()).hasSize(Merkle.NODE_BYTES);
            }
        }

        assertThat(attestation.signatures()).isEqualTo(verdict.get("signatures").asInt());
        assertThat(attestation.quorum()).isEqualTo(verdict.get("quorum").asInt());
        assertThat(verdict.get("set").asText()).endsWith("index " + attestation.signerSet());
        checkVaa(vaa, truth.get("vaa"));
    }

    private static byte[] reencoded(byte[] bytes) {
        UpdateCodec.Decoded decoded = UpdateCodec.decode(bytes);
        return UpdateCodec.encode(decoded.vaa(), decoded.proofs());
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

    @Test
    void negatives() {
        UpdateVerifier verifier = UpdateVerifier.trusting(mainnet, routers);
        Corpus.Tally tally = new Corpus.Tally("pyth/negatives.json");
        Set<String> verdicts = new HashSet<>();
        for (JsonNode row : corpus.json("pyth/negatives.json").path("cases")) {
            tally.check(row.get("name").asText(), () -> {
                VerificationResult result =
                        verifier.verify(Hex.decode(row.get("hex").asText()));
                String verdict =
                        result instanceof Refused refused ? refused.reason().name() : "OK";
                assertThat(verdict).isEqualTo(row.get("expect").asText());
                verdicts.add(verdict);
            });
        }
        tally.done();
        assertThat(verdicts).as("both kinds were there").contains("OK").hasSizeGreaterThan(1);
    }

    private static Reason reason(Runnable decode) {
        try {
            decode.run();
        } catch (UpdateFormatException e) {
            return e.reason();
        }
        throw new AssertionError("decoded");
    }

    // ---- Pyth Pro

    @Test
    void proMessages() {
        Corpus.Tally tally = new Corpus.Tally("pyth/lazer-messages.json");
        JsonNode messages = corpus.json("pyth/lazer-messages.json").path("messages");
        for (int i = 0; i < messages.size(); i++) {
            JsonNode truth = messages.get(i);
            String label = i + " " + truth.path("kind").asText();
            tally.check(label, () -> checkProMessage(truth));
            tally.check(label + " changed", () -> checkChangedProMessage(truth));
        }
        tally.done();
    }

    private static ProTrust proTrust(JsonNode truth) {
        return new ProTrust(
                "corpus",
                truth.has("recoveredSigner")
                        ? Map.of(Address.parse(truth.get("recoveredSigner").asText()), Instant.MAX)
                        : Map.of(),
                truth.has("publicKey")
                        ? Map.of(Bytes32.parse(truth.get("publicKey").asText()), Instant.MAX)
                        : Map.of());
    }

    private static void checkProMessage(JsonNode truth) {
        byte[] bytes = Hex.decode(truth.get("hex").asText());
        String kind = truth.get("kind").asText();
        ProMessage message = ProMessage.decode(bytes);
        assertThat(kind.replace("-", ""))
                .isEqualToIgnoringCase("lazer" + message.format().wireName());
        assertThat(message.encode()).isEqualTo(bytes);
        ProPayload payload =
                ProPayload.decode(message.payload(), message.format().order());
        checkPayload(payload, truth.get("payload"));
        assertThat(payload.encode(message.format().order())).isEqualTo(message.payload());
        if (message.format().isSigned()) {
            ProVerification result = ProVerifier.trusting(proTrust(truth)).verify(bytes, Instant.EPOCH);
            String signer = truth.path(truth.has("publicKey") ? "publicKey" : "recoveredSigner")
                    .asText();
            if (truth.path("signatureValid").asBoolean(true)) {
                assertThat(result).isInstanceOf(ProVerification.Verified.class);
                assertThat(((ProVerification.Verified) result).payload()).isEqualTo(payload);
                assertThat(((ProVerification.Verified) result).signer()).endsWith(signer.toLowerCase(Locale.ROOT));
            } else {
                assertThat(((ProVerification.Refused) result).reason()).isEqualTo(ProReason.INVALID_SIGNATURE);
            }
        }
    }

    private static void checkPayload(ProPayload payload, JsonNode truth) {
        assertThat(Long.toUnsignedString(payload.timestampUs()))
                .isEqualTo(truth.get("timestampUs").asText());
        assertThat(payload.channelId()).isEqualTo(truth.get("channel").asInt());
        assertThat(truth.path("left").asInt()).isZero();
        JsonNode feeds = truth.get("feeds");
        assertThat(payload.feeds()).hasSize(feeds.size());
        for (int i = 0; i < feeds.size(); i++) {
            ProFeed feed = payload.feeds().get(i);
            assertThat(feed.feedId()).isEqualTo(feeds.get(i).get("id").asLong());
            JsonNode properties = feeds.get(i).get("props");
            assertThat(feed.values()).hasSize(properties.size());
            properties.properties().forEach(row -> {
                ProProperty property = ProProperty.of(row.getKey()).orElseThrow();
                assertThat(feed.has(property)).as(row.getKey()).isTrue();
                if (row.getValue().isNull()) {
                    assertThat(feed.find(property)).as(row.getKey()).isEmpty();
                } else {
                    String text = row.getValue().asText();
                    assertThat(feed.find(property))
                            .as(row.getKey())
                            .hasValue(text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text));
                }
            });
        }
    }

    /** One byte changed: refused, or what is read of it is what was signed. */
    private static void checkChangedProMessage(JsonNode truth) {
        byte[] bytes = Hex.decode(truth.get("hex").asText());
        ProMessage original = ProMessage.decode(bytes);
        if (!original.format().isSigned()) {
            return;
        }
        ProVerifier verifier = ProVerifier.trusting(proTrust(truth));
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 + at % 255);
            if (verifier.verify(changed, Instant.EPOCH) instanceof ProVerification.Verified verified) {
                assertThat(verified.payload().encode(verified.format().order()))
                        .as("byte " + at)
                        .isEqualTo(original.payload());
            }
        }
    }
}
