package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.hyperliquid.internal.ActionHash;
import io.plimsoll.hyperliquid.internal.UserSignedType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MessagePack against its own test suite, and actions against hashes and signatures of two other implementations. */
@Tag("corpus")
class ActionBytesCorpusTest {
    private static final String FILE = "evm/crypto-vectors.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final LocalSigner SIGNER =
            LocalSigner.fromHex("0x0123456789012345678901234567890123456789012345678901234567890123");

    /** One count for the file: another file of its form may have only some of its parts. */
    @Test
    void vectors() {
        JsonNode corpus = Corpus.required().json(FILE);
        Corpus.Tally tally = new Corpus.Tally(FILE + " msgpack and hyperliquid");
        checkMessagePack(corpus.path("msgpack"), tally);
        checkActions(corpus, tally);
        tally.done();
    }

    private static void checkMessagePack(JsonNode rows, Corpus.Tally tally) {
        for (JsonNode row : rows) {
            find(row, "nil", "bool", "number", "string", "array", "map")
                    .filter(value -> !value.isNumber() || value.isIntegralNumber())
                    .ifPresent(value ->
                            tally.check(row.path("group").asText() + " " + value, () -> checkShortest(row, value)));
            // 64 bits, signed or not
            find(row, "bignum")
                    .ifPresent(text -> tally.check(
                            row.path("group").asText() + " " + text,
                            () -> checkShortest(
                                    row, MAPPER.getNodeFactory().numberNode(new BigInteger(text.asText())))));
        }
    }

    private static void checkShortest(JsonNode row, JsonNode value) {
        List<String> forms = new ArrayList<>();
        for (JsonNode form : row.path("msgpack")) {
            // a float is never what the venue packs
            if (!form.asText().matches("c[ab].*")) {
                forms.add(form.asText().replace("-", ""));
            }
        }
        String packed = Hex.encode(ActionHash.pack(value)).substring(2);
        assertThat(forms).contains(packed).noneMatch(form -> form.length() < packed.length());
    }

    private static Optional<JsonNode> find(JsonNode row, String... kinds) {
        for (String kind : kinds) {
            if (row.has(kind)) {
                return Optional.of(row.path(kind));
            }
        }
        return Optional.empty();
    }

    @Test
    void fractionsAndLongerIntegers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActionHash.pack(MAPPER.getNodeFactory().numberNode(0.5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActionHash.pack(MAPPER.getNodeFactory().numberNode(BigInteger.ONE.shiftLeft(64))));
    }

    private static void checkActions(JsonNode corpus, Corpus.Tally tally) {
        corpus.path("hyperliquidOfficial")
                .forEach(row -> tally.check(row.path("name").asText(), () -> checkAction(row)));
        corpus.path("hyperliquidDerived")
                .forEach(row -> tally.check(row.path("action").toString(), () -> checkAction(row)));
        corpus.path("hyperliquidUserSigned")
                .forEach(row -> tally.check(row.path("primaryType").asText(), () -> checkUserSigned(row)));
        JsonNode phantom = corpus.path("hyperliquidPhantomAgent");
        if (phantom.isMissingNode()) {
            return;
        }
        tally.check("phantom agent", () -> {
            byte[] packed = packed(phantom.path("action"));
            assertThat(Hex.encode(ActionHash.of(
                            packed,
                            packed.length,
                            phantom.path("nonce").longValue(),
                            Optional.empty(),
                            Optional.empty())))
                    .isEqualTo(phantom.path("connectionId").asText());
        });
    }

    private static byte[] packed(JsonNode action) {
        return action.path("type").asText().equals("dummy")
                ? ActionHash.pack(action)
                : ActionJson.pack(Action.parse(action.toString())).toBytes();
    }

    private static void checkAction(JsonNode row) {
        byte[] packed = packed(row.path("action"));
        assertThat(Hex.encode(packed)).isEqualTo(row.path("msgpack").asText());
        byte[] hash = ActionHash.of(
                packed,
                packed.length,
                row.path("nonce").longValue(),
                row.path("vaultAddress").isNull()
                        ? Optional.empty()
                        : Optional.of(Address.parse(row.path("vaultAddress").asText())),
                row.path("expiresAfter").isNull()
                        ? Optional.empty()
                        : Optional.of(row.path("expiresAfter").longValue()));
        assertThat(Hex.encode(hash)).isEqualTo(row.path("actionHash").asText());
        checkSignature(ActionHash.agentDigest(true, hash), row.path("mainnet"));
        checkSignature(ActionHash.agentDigest(false, hash), row.path("testnet"));
    }

    private static void checkUserSigned(JsonNode row) {
        UserSignedType type = UserSignedType.all()
                .filter(one -> one.primaryType().equals(row.path("primaryType").asText()))
                .findFirst()
                .orElseThrow();
        ObjectNode action = MAPPER.createObjectNode().put("type", type.wireType());
        action.set("signatureChainId", row.path("signatureChainId"));
        action.setAll((ObjectNode) row.path("message"));
        checkSignature(
                ActionHash.userDigest(type, ActionJson.tree(Action.parse(action.toString()))), row.path("expected"));
    }

    private static void checkSignature(byte[] digest, JsonNode expected) {
        Signature signature = SIGNER.sign(digest);
        assertThat(signature.r()).isEqualTo(integer(expected.path("r").asText()));
        assertThat(signature.s()).isEqualTo(integer(expected.path("s").asText()));
        assertThat(signature.v()).isEqualTo(expected.path("v").asInt());
        assertThat(Secp256k1.recover(digest, signature)).contains(SIGNER.address());
    }

    private static BigInteger integer(String hex) {
        return new BigInteger(hex.substring(2), 16);
    }
}
