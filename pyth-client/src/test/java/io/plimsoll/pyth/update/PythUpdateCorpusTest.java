package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.pyth.hermes.FillPolicy;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.hermes.HermesEvent;
import io.plimsoll.pyth.hermes.HermesStream;
import io.plimsoll.pyth.hermes.MarketHours;
import io.plimsoll.pyth.hermes.NotEntitled;
import io.plimsoll.pyth.hermes.PriceFeed;
import io.plimsoll.pyth.hermes.PriceTick;
import io.plimsoll.pyth.hermes.PriceUpdate;
import io.plimsoll.pyth.hermes.PublisherStakeCaps;
import io.plimsoll.pyth.hermes.Unauthorized;
import io.plimsoll.pyth.hermes.UnknownFeeds;
import io.plimsoll.pyth.hermes.UpdateNotFound;
import io.plimsoll.pyth.pro.ProFeed;
import io.plimsoll.pyth.pro.ProMessage;
import io.plimsoll.pyth.pro.ProPayload;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProReason;
import io.plimsoll.pyth.pro.ProTrust;
import io.plimsoll.pyth.pro.ProVerification;
import io.plimsoll.pyth.pro.ProVerifier;
import io.plimsoll.pyth.update.BatchAttestation.PriceAttestation;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
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
        for (byte[] merged : UpdateCodec.merge(slices)) {
            assertThat(((Verified) verifier.verify(merged)).messages())
                    .hasSameElementsAs(whole.messages().stream()
                            .filter(message -> message.feed().isPresent())
                            .toList());
        }
        assertThat(UpdateCodec.merge(slices)).hasSize(slices.isEmpty() ? 0 : 1);
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

    // ---- what Hermes answers ----

    @Test
    void hermesAnswers() {
        JsonNode file = corpus.json("pyth/hermes-json.json");
        Corpus.Tally tally = new Corpus.Tally("pyth/hermes-json.json");
        for (JsonNode row : file.path("responses")) {
            tally.check(row.path("name").asText(), () -> checkAnswer(row.get("body")));
        }
        try (TextServer server = new TextServer()) {
            HermesClient hermes = new HermesClient(
                    HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)), server.url());
            for (JsonNode row : file.path("errorBodies")) {
                tally.check(row.get("status") + " " + row.get("body"), () -> {
                    server.status = row.get("status").asInt();
                    server.text = row.get("body").asText();
                    checkError(
                            Outcome.of(() -> hermes.latest(List.of(Bytes32.of(new byte[32]))))
                                    .findError()
                                    .orElseThrow(),
                            server.status,
                            server.text);
                });
            }
        }
        if (file.has("priceFeedsRowUpgraded")) {
            tally.check("priceFeedsRowUpgraded", () -> checkPriceFeed(file.get("priceFeedsRowUpgraded")));
        }
        tally.done();
    }

    private void checkAnswer(JsonNode body) {
        if (!body.has("binary")) {
            // the one who recorded it has taken the signed part away
            body.get("parsed").forEach(row -> checkParsed(read(row, PriceUpdate.Parsed.class), row));
            assertThat(body.get("parsed")).isNotEmpty();
        } else if (body.path("parsed").path(0).has("publisher_stake_caps")) {
            checkStakeCaps(read(body, PublisherStakeCaps.class));
        } else {
            checkPrices(read(body, PriceUpdate.class), body);
        }
    }

    private void checkPrices(PriceUpdate update, JsonNode body) {
        Map<Bytes32, UpdateMessage.Price> signed = new HashMap<>();
        Map<Bytes32, Verified> proofs = new HashMap<>();
        for (Verified verified : verified(update.blobs())) {
            for (UpdateMessage message : verified.messages()) {
                UpdateMessage.Price price = (UpdateMessage.Price) message;
                signed.put(price.feedId(), price);
                proofs.put(price.feedId(), verified);
            }
        }
        assertThat(update.unknown()).isEmpty();
        if (update.parsed() == null) {
            assertThat(signed).isNotEmpty();
            return;
        }
        assertThat(update.parsed().stream().map(PriceUpdate.Parsed::feed).collect(Collectors.toSet()))
                .isEqualTo(signed.keySet());
        assertThat(update.parsed()).hasSameSizeAs(body.get("parsed"));
        for (int i = 0; i < update.parsed().size(); i++) {
            PriceUpdate.Parsed parsed = update.parsed().get(i);
            checkParsed(parsed, body.get("parsed").get(i));
            UpdateMessage.Price price = signed.get(parsed.feed());
            assertThat(parsed.price().oraclePrice()).isEqualTo(price.oraclePrice());
            assertThat(parsed.ema_price().oraclePrice()).isEqualTo(price.oracleEma());
            assertThat(update.findParsed(parsed.feed())).contains(parsed);
            PriceUpdate.Metadata metadata = parsed.metadata();
            if (metadata != null && metadata.prev_publish_time() != null) {
                assertThat(metadata.prev_publish_time()).isEqualTo(price.prevPublishTime());
            }
            if (metadata != null && metadata.slot() != null) {
                assertThat(metadata.slot())
                        .hasToString(
                                Long.toUnsignedString(proofs.get(parsed.feed()).slot()));
            }
        }
    }

    private List<Verified> verified(List<byte[]> blobs) {
        UpdateVerifier live = UpdateVerifier.trusting(mainnet, routers);
        UpdateVerifier test = UpdateVerifier.trusting(testnet);
        return blobs.stream()
                .map(blob -> live.verify(blob) instanceof Verified verified ? verified : test.verify(blob))
                .map(result -> {
                    assertThat(result).isInstanceOf(Verified.class);
                    return (Verified) result;
                })
                .toList();
    }

    /** Nothing of what is printed is lost or changed on the way into the record. */
    private static void checkParsed(PriceUpdate.Parsed parsed, JsonNode truth) {
        assertThat(parsed.feed().digits()).isEqualTo(truth.get("id").asText());
        checkRpcPrice(parsed.price(), truth.get("price"));
        checkRpcPrice(parsed.ema_price(), truth.get("ema_price"));
        PriceUpdate.Metadata metadata = parsed.metadata();
        JsonNode told = truth.path("metadata");
        if (metadata == null) {
            assertThat(told.isMissingNode() || told.isNull()).isTrue();
            return;
        }
        assertThat(String.valueOf(metadata.slot())).isEqualTo(told.path("slot").asText("null"));
        assertThat(String.valueOf(metadata.proof_available_time()))
                .isEqualTo(told.path("proof_available_time").asText("null"));
        assertThat(String.valueOf(metadata.prev_publish_time()))
                .isEqualTo(told.path("prev_publish_time").asText("null"));
    }

    private static void checkRpcPrice(PriceUpdate.RpcPrice price, JsonNode truth) {
        assertThat(price.price()).isEqualTo(truth.get("price").asText());
        assertThat(price.conf()).isEqualTo(truth.get("conf").asText());
        assertThat(price.expo()).isEqualTo(truth.get("expo").asInt());
        assertThat(price.publish_time()).isEqualTo(truth.get("publish_time").asLong());
        assertThat(price.oraclePrice().value())
                .isEqualByComparingTo(new BigDecimal(truth.get("price").asText())
                        .scaleByPowerOfTen(truth.get("expo").asInt()));
    }

    private void checkStakeCaps(PublisherStakeCaps answer) {
        List<String> signed = verified(answer.blobs()).stream()
                .flatMap(verified -> verified.messages().stream())
                .flatMap(message -> ((UpdateMessage.PublisherStakeCaps) message).caps().stream())
                .map(cap -> Long.toUnsignedString(cap.cap()))
                .toList();
        assertThat(answer.parsed()).isNotNull();
        assertThat(answer.parsed().stream()
                        .flatMap(parsed -> parsed.publisher_stake_caps().stream())
                        .map(cap -> cap.cap().toString())
                        .toList())
                .isEqualTo(signed);
    }

    private static void checkError(SourceException error, int status, String text) {
        Class<? extends SourceException> kind = switch (status) {
            case 401 -> Unauthorized.class;
            case 403 -> text.startsWith("Not entitled") ? NotEntitled.class : Rejected.class;
            case 404 ->
                text.startsWith("Price ids not found")
                        ? UnknownFeeds.class
                        : text.equals("Update data not found") ? UpdateNotFound.class : NotFound.class;
            case 429 -> RateLimited.class;
            default -> Rejected.class;
        };
        assertThat(error).isExactlyInstanceOf(kind).hasMessageContaining(text);
        assertThat(error.retryable()).as("retryable").isEqualTo(status == 429 || status >= 500);
        if (error instanceof Rejected rejected) {
            assertThat(rejected.status()).isEqualTo(status);
        }
        if (status == 429) {
            assertThat(error.retryAfter()).contains(Duration.ofSeconds(60));
        }
        Set<Bytes32> named = new HashSet<>();
        Matcher id = Pattern.compile("\\b(?:0x)?([0-9a-f]{64})\\b").matcher(text);
        while (id.find()) {
            named.add(Bytes32.parse(id.group(1)));
        }
        if (error instanceof UnknownFeeds unknown) {
            assertThat(unknown.feeds()).isEqualTo(named);
        } else if (error instanceof NotEntitled refused) {
            assertThat(refused.text()).isEqualTo(text);
            assertThat(refused.feed()).isEqualTo(named.stream().findFirst());
        }
    }

    /** Answers everything with one line of text. */
    private static final class TextServer extends FakeServer {
        private volatile int status;
        private volatile String text = "";

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return text(status, text);
        }
    }

    private static void checkPriceFeed(JsonNode truth) {
        PriceFeed feed = read(truth, PriceFeed.class);
        assertThat(feed.feed().digits()).isEqualTo(truth.get("id").asText());
        assertThat(feed.symbol()).isEqualTo(truth.at("/attributes/symbol").asText());
        assertThat(feed.assetType())
                .isEqualTo(truth.at("/attributes/asset_type").asText());
        truth.get("attributes")
                .properties()
                .forEach(attribute -> assertThat(feed.find(attribute.getKey()))
                        .contains(attribute.getValue().asText()));
        assertThat(feed.attributes()).hasSize(truth.get("attributes").size());
        JsonNode hours = truth.path("market_hours");
        if (hours.isObject()) {
            MarketHours market = feed.market_hours();
            assertThat(market).isNotNull();
            assertThat(market.is_open()).isEqualTo(hours.get("is_open").asBoolean());
            assertThat(String.valueOf(market.next_open()))
                    .isEqualTo(hours.path("next_open").asText("null"));
            assertThat(String.valueOf(market.next_close()))
                    .isEqualTo(hours.path("next_close").asText("null"));
        }
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return JsonMapping.newMapper().readValue(node.toString(), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    // ---- what the stream of Hermes sends ----

    @Test
    void hermesStreamFrames() {
        JsonNode file = corpus.json("pyth/hermes-sse-frames.json");
        Corpus.Tally tally = new Corpus.Tally("pyth/hermes-sse-frames.json");
        int number = 0;
        for (JsonNode frame : file.path("frames")) {
            String data = frame.get("raw")
                    .asText()
                    .lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring("data:".length()).strip())
                    .collect(Collectors.joining("\n"));
            tally.check("frame " + number++, () -> checkFrame(data, frame));
        }
        for (JsonNode error : corpus.json("pyth/hermes-json.json").path("sseErrorEvents")) {
            String text = error.get("data").asText();
            tally.check(text, () -> checkErrorEvent(error.get("event").asText(), text));
        }
        tally.done();
    }

    private void checkFrame(String data, JsonNode frame) {
        JsonNode body = read(data);
        Set<Bytes32> feeds = new HashSet<>();
        body.path("parsed").forEach(row -> feeds.add(Bytes32.parse(row.get("id").asText())));
        assertThat(feeds).isNotEmpty();
        HermesEvent told = stream(feeds, connection -> connection.send(data), List.of(mainnet, routers));
        if (told instanceof HermesEvent.Refused) {
            told = stream(feeds, connection -> connection.send(data), List.of(testnet));
        }
        assertThat(told).isInstanceOf(HermesEvent.Prices.class);
        Map<Bytes32, PriceTick> ticks = ((HermesEvent.Prices) told)
                .ticks().stream().collect(Collectors.toMap(PriceTick::feed, tick -> tick, (older, newer) -> newer));
        assertThat(ticks.keySet()).isEqualTo(feeds);
        if (frame.path("parsedMatchesBinary").asBoolean(true)) {
            body.get("parsed")
                    .forEach(row ->
                            checkTick(ticks.get(Bytes32.parse(row.get("id").asText())), row));
        }
    }

    private static void checkTick(PriceTick tick, JsonNode truth) {
        UpdateMessage.Price price = tick.price();
        checkSigned(price.price(), price.conf(), price, truth.get("price"));
        checkSigned(price.emaPrice(), price.emaConf(), price, truth.get("ema_price"));
        JsonNode metadata = truth.path("metadata");
        if (metadata.hasNonNull("slot")) {
            assertThat(Long.toUnsignedString(tick.slot()))
                    .isEqualTo(metadata.get("slot").asText());
        }
        if (metadata.hasNonNull("prev_publish_time")) {
            assertThat(price.prevPublishTime())
                    .isEqualTo(metadata.get("prev_publish_time").asLong());
        }
    }

    private static void checkSigned(long value, long conf, UpdateMessage.Price of, JsonNode truth) {
        assertThat(Long.toString(value)).isEqualTo(truth.get("price").asText());
        assertThat(Long.toUnsignedString(conf)).isEqualTo(truth.get("conf").asText());
        assertThat(of.expo()).isEqualTo(truth.get("expo").asInt());
        assertThat(of.publishTime()).isEqualTo(truth.get("publish_time").asLong());
    }

    private void checkErrorEvent(String name, String text) {
        HermesEvent told = stream(
                Set.of(Bytes32.of(new byte[32])), connection -> connection.sendEvent(name, text), List.of(routers));
        assertThat(told)
                .isInstanceOfSatisfying(
                        HermesEvent.Notice.class,
                        notice -> assertThat(notice.text()).isEqualTo(text));
    }

    /** The first thing that is told of what a server sends into a stream. */
    private static HermesEvent stream(
            Set<Bytes32> feeds, Consumer<FakeStreamConnection> send, List<TrustNetwork> trusted) {
        BlockingQueue<HermesEvent> events = new LinkedBlockingQueue<>();
        try (FakeStreamServer server = new FakeStreamServer();
                HermesStream stream = HermesStream.builder(
                                server.url(),
                                new HermesClient(
                                        HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)),
                                        server.url()),
                                UpdateVerifier.trusting(trusted.toArray(TrustNetwork[]::new)),
                                event -> {
                                    if (!(event instanceof HermesEvent.Opened)) {
                                        events.add(event);
                                    }
                                })
                        .fill(FillPolicy.none())
                        .build(feeds)) {
            stream.start();
            send.accept(server.await(1));
            return Optional.ofNullable(events.poll(10, TimeUnit.SECONDS)).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JsonMapping.newMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
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
