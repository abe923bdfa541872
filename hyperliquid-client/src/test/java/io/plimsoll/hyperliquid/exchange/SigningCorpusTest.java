package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Eip712.Domain;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.hyperliquid.internal.ActionHash;
import io.plimsoll.hyperliquid.internal.MsgpackGenerator;
import io.plimsoll.hyperliquid.internal.SignedEnvelope;
import io.plimsoll.hyperliquid.internal.UserSignedType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every signing vector of the corpus. The JSON of an action is read into its record, and everything is computed from the record:
 * only the type {@code dummy}, which no venue has, is packed from JSON. A vector with a field that is not looked at here fails.
 */
@Tag("corpus")
class SigningCorpusTest {
    private static final String FILE = "hyperliquid/signing-vectors.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Where a vector comes from and what it is called; says nothing to compare. */
    private static final Set<String> ABOUT = Set.of("id", "origin", "source", "scheme", "verified", "note", "network");

    @Test
    void vectors() {
        JsonNode corpus = Corpus.required().json(FILE);
        Corpus.Tally tally = new Corpus.Tally(FILE);
        corpus.path("vectors").forEach(vector -> tally.check(vector.path("id").asText(), () -> check(vector)));
        if (corpus.has("constants")) {
            tally.check("constants", () -> checkConstants(corpus.path("constants")));
        }
        corpus.path("floatToIntForHashing")
                .forEach(row -> tally.check("float to int " + row.path("in").asText(), () -> checkFloatToInt(row)));
        tally.done();
    }

    private static void check(JsonNode row) {
        Vector vector = new Vector(row);
        switch (vector.text("scheme")) {
            case "l1" -> checkL1(vector);
            case "l1-recover" -> checkRecover(vector);
            case "l1-digest" ->
                checkDigestAndSignature(vector, ActionHash.agentDigest(vector.mainnet(), vector.bytes("actionHash")));
            case "user-signed" -> checkUserSigned(vector);
            case "multisig-l1", "multisig-user-signed" -> checkMultiSig(vector);
            case "multisig-envelope-digest" ->
                checkDigestAndSignature(
                        vector,
                        ActionHash.sendMultiSigDigest(
                                vector.mainnet(),
                                vector.text("signatureChainId"),
                                vector.bytes("multiSigActionHash"),
                                vector.node("nonce").longValue()));
            default -> throw new AssertionError("unknown scheme " + vector.text("scheme"));
        }
        vector.allLookedAt();
    }

    private static void checkL1(Vector vector) {
        byte[] packed = packed(vector.node("action"));
        byte[] hash = l1Hash(vector, packed);
        checkDigestAndSignature(vector, ActionHash.agentDigest(vector.mainnet(), hash));
        if (!vector.node("action").path("type").asText().equals("dummy") && vector.has("privateKey")) {
            checkSigner(vector);
        }
    }

    private static byte[] l1Hash(Vector vector, byte[] packed) {
        vector.expectHex("msgpackHex", packed);
        vector.expectHex("publishedMsgpackHex", packed);
        byte[] hash = ActionHash.of(
                packed, packed.length, vector.node("nonce").longValue(), vector.vault(), vector.expiresAfter());
        vector.expectHex("actionHash", hash);
        vector.expectHex("publishedActionHash", hash);
        if (vector.has("domainSeparator")) {
            vector.expectHex(
                    "domainSeparator",
                    Domain.of("Exchange", "1", 1337, Address.ZERO).separator());
        }
        return hash;
    }

    /** From the record as it was given: some published vectors sign decimals that the venue would not take. */
    private static byte[] packed(JsonNode json) {
        if (json.path("type").asText().equals("dummy")) {
            return ActionHash.pack(json);
        }
        Action<?> action = Action.parse(json.toString());
        assertThat(action.json()).as("the action from its record").isEqualTo(json.toString());
        MsgpackGenerator packed = ActionJson.packAsGiven(action);
        return packed.toBytes();
    }

    /** The same signature from the whole way that a caller takes, where the vector's action is as the venue takes it. */
    private static void checkSigner(Vector vector) {
        Action<?> action = Action.parse(vector.node("action").toString());
        if (!ActionJson.tree(action).toString().equals(vector.node("action").toString())) {
            return;
        }
        Signer signer = LocalSigner.fromHex(vector.text("privateKey"));
        ActionSigner actions = ActionSigner.of(chain(vector), signer, Nonces.inMemory(InstantSource.system()));
        // vectors name vaults for actions that take none too
        boolean takesVault = action instanceof L1Action<?> l1 && l1.takesVault();
        if (vector.vault().isPresent()) {
            if (!takesVault) {
                return;
            }
            actions = actions.actingFor(vector.vault().get());
        }
        long nonce = action instanceof L1Action ? vector.node("nonce").longValue() : timeOf(vector.node("action"));
        if (!action.stamped(chain(vector), nonce).equals(action)) {
            return;
        }
        SignedAction<?> signed =
                actions.sign(action, nonce, vector.expiresAfter().map(Instant::ofEpochMilli));
        JsonNode body = tree(signed.json());
        assertThat(body.path("action")).isEqualTo(vector.node("action"));
        vector.expectPadded("signature", signature(body.path("signature")));
        assertThat(SignedEnvelope.of(body).signer(vector.mainnet())).contains(signer.address());
    }

    private static HyperliquidChain chain(Vector vector) {
        return vector.mainnet() ? HyperliquidChain.MAINNET : HyperliquidChain.TESTNET;
    }

    private static long timeOf(JsonNode action) {
        return action.path(action.has("time") ? "time" : "nonce").longValue();
    }

    private static void checkRecover(Vector vector) {
        byte[] hash = l1Hash(vector, packed(vector.node("action")));
        byte[] digest = ActionHash.agentDigest(vector.mainnet(), hash);
        vector.expectHex("eip712Digest", digest);
        vector.expectHex("publishedDigest", digest);
        assertThat(Secp256k1.recover(digest, signature(vector.node("publishedSignature"))))
                .contains(Address.parse(vector.text("expectedSigner")));
    }

    private static void checkUserSigned(Vector vector) {
        UserSignedType type = UserSignedType.all()
                .filter(one -> one.primaryType().equals(vector.text("primaryType")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no action has the type " + vector.text("primaryType")));
        List<String> fields = StreamSupport.stream(vector.node("fields").spliterator(), false)
                .map(field ->
                        field.path("name").asText() + " " + field.path("type").asText())
                .toList();
        assertThat(type.fields().stream()
                        .map(field -> field.name() + " " + field.type())
                        .toList())
                .isEqualTo(fields);
        JsonNode action = userAction(type, vector.node("action"));
        assertThat(action.path("signatureChainId").asText()).isEqualTo(vector.text("signatureChainId"));
        checkDigestAndSignature(vector, ActionHash.userDigest(type, action));
        if (vector.has("privateKey") && vector.node("action").has("type")) {
            checkSigner(vector);
        }
    }

    /**
     * What the record makes of the JSON. Some published vectors leave out {@code type}; the order of a user-signed action's fields
     * is not signed, so it is {@link ActionSamplesTest} that checks ours.
     */
    private static JsonNode userAction(UserSignedType type, JsonNode json) {
        ObjectNode typed = MAPPER.createObjectNode().put("type", type.wireType());
        typed.setAll((ObjectNode) json);
        JsonNode action = tree(Action.parse(typed.toString()).json());
        assertThat(action).as("the action from its record").isEqualTo(typed);
        return action;
    }

    private static void checkDigestAndSignature(Vector vector, byte[] digest) {
        vector.expectHex("eip712Digest", digest);
        vector.expectHex("publishedDigest", digest);
        if (!vector.has("privateKey")) {
            checkShown(vector, digest);
            return;
        }
        Signer signer = LocalSigner.fromHex(vector.text("privateKey"));
        vector.expectText("signer", signer.address().hex());
        Signature signature = signer.sign(digest);
        vector.expectPadded("signature", signature);
        if (vector.has("publishedSignature")) {
            assertSame(signature, vector.node("publishedSignature"));
        }
        assertThat(Secp256k1.recover(digest, signature)).contains(signer.address());
    }

    /** A signature whose key is not told still shows its address. */
    private static void checkShown(Vector vector, byte[] digest) {
        for (String field : List.of("signature", "publishedSignature")) {
            if (vector.has(field)) {
                assertThat(Secp256k1.recover(digest, signature(vector.node(field))))
                        .as(field)
                        .contains(Address.parse(vector.text(vector.has("signer") ? "signer" : "expectedSigner")));
            }
        }
    }

    private static void checkMultiSig(Vector vector) {
        JsonNode inner = vector.node("innerAction");
        boolean userSigned = vector.text("scheme").equals("multisig-user-signed");
        long nonce = vector.node("nonce").longValue();
        Address user = Address.parse(vector.text("multiSigUser"));
        Address outer = Address.parse(vector.text("outerSigner"));
        ObjectNode typed = MAPPER.createObjectNode();
        if (userSigned && !inner.has("type")) {
            typed.put(
                    "type",
                    UserSignedType.all()
                            .filter(type -> type.primaryType().equals(vector.text("innerPrimaryType")))
                            .findFirst()
                            .orElseThrow()
                            .wireType());
        }
        typed.setAll((ObjectNode) inner);
        Action<?> action = Action.parse(typed.toString());
        assertThat(tree(action.json())).as("the action from its record").isEqualTo(typed);
        boolean sameText = action.json().equals(inner.toString());
        assertThat(sameText || userSigned).as("order of the fields").isTrue();
        if (vector.has("innerPrimaryType") && !userSigned) {
            assertThat(vector.node("innerPrimaryType").isNull()).isTrue();
        }
        if (userSigned && vector.has("innerPrimaryType")) {
            assertThat(UserSignedType.find(action.type()).orElseThrow().primaryType())
                    .isEqualTo(vector.text("innerPrimaryType"));
        }
        MultiSigProposal<?> proposal = MultiSigProposal.of(
                chain(vector),
                user,
                outer,
                action,
                nonce,
                vector.vault(),
                vector.expiresAfter().map(Instant::ofEpochMilli));
        List<MultiSigSignature> signatures = checkInnerSignatures(vector, proposal);

        MultiSigAction wrapper = proposal.wrap(signatures);
        String chainId = vector.text("signatureChainId");
        if (userSigned) {
            assertThat(wrapper.signatureChainId()).isEqualTo(chainId);
        } else {
            // bytes are signed for no chain, so the sender's wallet may be on any
            wrapper = new MultiSigAction(chainId, signatures, wrapper.payload());
        }
        if (!sameText) {
            // published without type or in another order: not what the venue's own clients send, so it goes in as text
            wrapper = new MultiSigAction(
                    chainId,
                    signatures,
                    new MultiSigAction.Payload(user.hex(), outer.hex(), new RawAction(inner.toString())));
        }
        JsonNode payloadAction =
                vector.has("payloadAction") && !vector.node("payloadAction").isNull()
                        ? vector.node("payloadAction")
                        : inner;
        assertThat(wrapper.payload().action().json()).isEqualTo(payloadAction.toString());
        if (vector.has("wrapperAction")) {
            assertThat(wrapper.json()).isEqualTo(vector.node("wrapperAction").toString());
        }
        assertThat(Action.parse(wrapper.json())).isEqualTo(wrapper);
        checkOuter(vector, wrapper, nonce, outer);
    }

    private static List<MultiSigSignature> checkInnerSignatures(Vector vector, MultiSigProposal<?> proposal) {
        ArrayNode keys = (ArrayNode) vector.node("privateKeys");
        List.of("innerDigests", "innerSignatures", "signers")
                .forEach(field -> assertThat(
                                !vector.has(field) || vector.node(field).size() == keys.size())
                        .as("%s, one for each key", field)
                        .isTrue());
        List<MultiSigSignature> signatures = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Signer signer = LocalSigner.fromHex(keys.path(i).asText());
            MultiSigSignature signature = proposal.sign(signer);
            if (vector.has("signers")) {
                assertThat(signer.address().hex())
                        .isEqualTo(vector.node("signers").path(i).asText());
            }
            if (vector.has("innerDigests")) {
                assertThat(Hex.encode(proposal.digest()))
                        .isEqualTo(vector.node("innerDigests").path(i).asText());
            }
            if (vector.has("innerSignatures")) {
                JsonNode expected = vector.node("innerSignatures").path(i);
                assertThat(signature.r()).isEqualTo(expected.path("r").asText());
                assertThat(signature.s()).isEqualTo(expected.path("s").asText());
                assertThat(signature.v()).isEqualTo(expected.path("v").asInt());
            }
            signatures.add(signature);
        }
        return signatures;
    }

    private static void checkOuter(Vector vector, MultiSigAction wrapper, long nonce, Address outer) {
        byte[] hash = ActionHash.multiSigAction(ActionJson.tree(wrapper), nonce, vector.vault(), vector.expiresAfter());
        vector.expectHex("multiSigActionHash", hash);
        vector.expectHex(
                "outerDigest",
                ActionHash.sendMultiSigDigest(vector.mainnet(), wrapper.signatureChainId(), hash, nonce));
        Optional<LocalSigner> leader = StreamSupport.stream(
                        vector.node("privateKeys").spliterator(), false)
                .map(key -> LocalSigner.fromHex(key.asText()))
                .filter(key -> key.address().equals(outer))
                .findFirst();
        if (leader.isEmpty()) {
            if (vector.has("outerSignature")) {
                byte[] digest =
                        ActionHash.sendMultiSigDigest(vector.mainnet(), wrapper.signatureChainId(), hash, nonce);
                assertThat(Secp256k1.recover(digest, signature(vector.node("outerSignature"))))
                        .contains(outer);
            }
            return;
        }
        ActionSigner signer = ActionSigner.of(chain(vector), leader.get(), Nonces.inMemory(InstantSource.system()));
        if (vector.vault().isPresent()) {
            signer = signer.actingFor(vector.vault().get());
        }
        JsonNode body = tree(signer.sign(wrapper, nonce, vector.expiresAfter().map(Instant::ofEpochMilli))
                .json());
        if (vector.has("outerSignature")) {
            assertSame(signature(body.path("signature")), vector.node("outerSignature"));
        }
        SignedEnvelope envelope = SignedEnvelope.of(body);
        assertThat(envelope.signer(vector.mainnet())).contains(outer);
        if (wrapper.payload().action().json().contains("\"type\"")) {
            assertThat(envelope.innerSigners(vector.mainnet()).stream().map(Address::hex))
                    .containsExactlyElementsOf(StreamSupport.stream(
                                    vector.node("privateKeys").spliterator(), false)
                            .map(key ->
                                    LocalSigner.fromHex(key.asText()).address().hex())
                            .toList());
        }
    }

    private static void checkConstants(JsonNode constants) {
        JsonNode l1 = constants.path("l1Domain");
        if (!l1.isMissingNode()) {
            checkL1Domain(l1);
        }
        if (constants.has("agentTypeHash")) {
            assertThat(keccak("Agent(string source,bytes32 connectionId)"))
                    .isEqualTo(constants.path("agentTypeHash").asText());
        }
        constants
                .path("userDomainSeparators")
                .properties()
                .forEach(domain -> assertThat(Hex.encode(ActionHash.userDomain(domain.getKey())))
                        .as("domain of %s", domain.getKey())
                        .isEqualTo(domain.getValue().asText()));
        constants.path("typeHashes").properties().forEach(hash -> {
            String primaryType = hash.getKey();
            UserSignedType type = UserSignedType.all()
                    .filter(one -> one.primaryType().equals(primaryType))
                    .findFirst()
                    .orElseGet(() -> {
                        assertThat(primaryType).isEqualTo(UserSignedType.SEND_MULTI_SIG.primaryType());
                        return UserSignedType.SEND_MULTI_SIG;
                    });
            String text = type.fields().stream()
                    .map(field -> field.type() + " " + field.name())
                    .collect(Collectors.joining(",", primaryType + "(", ")"));
            assertThat(keccak(text)).as(primaryType).isEqualTo(hash.getValue().asText());
        });
    }

    private static void checkL1Domain(JsonNode l1) {
        assertThat(Hex.encode(Domain.of(
                                l1.path("name").asText(),
                                l1.path("version").asText(),
                                l1.path("chainId").longValue(),
                                Address.parse(l1.path("verifyingContract").asText()))
                        .separator()))
                .isEqualTo(l1.path("domainSeparator").asText());
    }

    private static String keccak(String text) {
        return Hex.encode(Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The venue counts in 1e-8; what does not fit is refused, not rounded. */
    private static void checkFloatToInt(JsonNode row) {
        BigDecimal value = new BigDecimal(row.path("in").asText());
        OrderAction.Order order = new OrderAction.Order(
                0, true, value, value, false, new OrderType.Limit(TimeInForce.GOOD_TIL_CANCEL), null);
        if (row.path("error").asBoolean()) {
            assertThatIllegalArgumentException().isThrownBy(() -> ActionJson.tree(OrderAction.of(order)));
            return;
        }
        String text = ActionJson.tree(OrderAction.of(order))
                .path("orders")
                .path(0)
                .path("p")
                .asText();
        assertThat(new BigDecimal(text).movePointRight(8).toBigIntegerExact())
                .isEqualTo(row.path("out").decimalValue().toBigIntegerExact());
    }

    private static void assertSame(Signature signature, JsonNode expected) {
        assertThat(signature.r()).isEqualTo(integer(expected.path("r").asText()));
        assertThat(signature.s()).isEqualTo(integer(expected.path("s").asText()));
        assertThat(signature.v()).isEqualTo(expected.path("v").asInt());
    }

    private static Signature signature(JsonNode json) {
        return new Signature(
                integer(json.path("r").asText()),
                integer(json.path("s").asText()),
                json.path("v").asInt() - 27);
    }

    private static BigInteger integer(String hex) {
        return new BigInteger(hex.substring(2), 16);
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row that knows which of its fields were looked at. */
    private static final class Vector {
        private final JsonNode row;
        private final Set<String> lookedAt = new HashSet<>(ABOUT);

        Vector(JsonNode row) {
            this.row = row;
        }

        JsonNode node(String field) {
            lookedAt.add(field);
            assertThat(row.has(field)).as("vector has %s", field).isTrue();
            return row.path(field);
        }

        boolean has(String field) {
            lookedAt.add(field);
            return row.has(field);
        }

        String text(String field) {
            return node(field).asText();
        }

        byte[] bytes(String field) {
            return Hex.decode(text(field));
        }

        boolean mainnet() {
            return switch (text("network")) {
                case "mainnet" -> true;
                case "testnet" -> false;
                default -> throw new AssertionError("unknown network " + text("network"));
            };
        }

        Optional<Address> vault() {
            return has("vaultAddress") && !node("vaultAddress").isNull()
                    ? Optional.of(Address.parse(text("vaultAddress")))
                    : Optional.empty();
        }

        Optional<Long> expiresAfter() {
            return has("expiresAfter") && !node("expiresAfter").isNull()
                    ? Optional.of(node("expiresAfter").longValue())
                    : Optional.empty();
        }

        void expectHex(String field, byte[] bytes) {
            if (has(field)) {
                assertThat(Hex.encode(bytes))
                        .as(field)
                        .isEqualTo("0x" + text(field).replaceFirst("^0x", ""));
            }
        }

        void expectText(String field, String value) {
            if (has(field)) {
                assertThat(value).as(field).isEqualTo(text(field));
            }
        }

        void expectPadded(String field, Signature signature) {
            if (has(field)) {
                assertThat(Arrays.asList(signature.rHex(), signature.sHex(), signature.v()))
                        .as(field)
                        .isEqualTo(Arrays.asList(
                                node(field).path("r").asText(),
                                node(field).path("s").asText(),
                                node(field).path("v").asInt()));
            }
        }

        void allLookedAt() {
            Set<String> fields = new HashSet<>();
            row.fieldNames().forEachRemaining(fields::add);
            fields.removeAll(lookedAt);
            assertThat(fields).as("fields that nothing was compared with").isEmpty();
        }
    }
}
