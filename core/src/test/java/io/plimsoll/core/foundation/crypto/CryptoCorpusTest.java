package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Eip712.Domain;
import io.plimsoll.core.foundation.crypto.Eip712.Field;
import io.plimsoll.core.testing.Corpus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keccak-256, accounts and typed data against the vectors of ethers and of EIP-712 itself. */
@Tag("corpus")
class CryptoCorpusTest {
    private static final String FILE = "evm/crypto-vectors.json";

    @Test
    void vectors() {
        JsonNode vectors = Corpus.required().json(FILE);
        Corpus.Tally tally = new Corpus.Tally(FILE);
        for (JsonNode row : vectors.path("keccak256")) {
            tally.check("keccak256 of " + row.get("data").asText(), () -> {
                byte[] data = Hex.decode(row.get("data").asText());
                assertThat(Hex.encode(Keccak256.hash(data)))
                        .isEqualTo(row.get("keccak256").asText());
                if (row.has("sha256")) {
                    assertThat(Sha256.hash(data).hex())
                            .isEqualTo(row.get("sha256").asText());
                }
            });
        }
        for (JsonNode row : vectors.path("accounts")) {
            tally.check("account " + row.get("name").asText(), () -> {
                Address address =
                        LocalSigner.fromHex(row.get("privateKey").asText()).address();
                assertThat(Eip55.format(address)).isEqualTo(row.get("address").asText());
                assertThat(Eip55.parse(row.get("address").asText())).isEqualTo(address);
                if (row.has("icap")) {
                    assertThat(icap(address)).isEqualTo(row.get("icap").asText());
                }
            });
        }
        for (JsonNode row : vectors.path("typedData")) {
            tally.check("typed data " + row.get("name").asText(), () -> checkTypedData(row, row.get("data")));
        }
        if (vectors.has("eip712Example")) {
            JsonNode row = vectors.get("eip712Example");
            tally.check("eip712 example", () -> checkTypedData(row, row.get("message")));
        }
        tally.done();
    }

    /** The address as an account number of a bank: country XE, two digits that make it 1 modulo 97, the number in base 36. */
    private static String icap(Address address) {
        String number = new BigInteger(1, address.toBytes()).toString(36).toUpperCase(Locale.ROOT);
        String padded = "0".repeat(Math.max(0, 30 - number.length())) + number;
        String digits = (padded + "XE00")
                .chars()
                .mapToObj(character -> Integer.toString(Character.digit(character, 36)))
                .collect(Collectors.joining());
        int check = 98 - new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue();
        return String.format("XE%02d", check) + padded;
    }

    private static void checkTypedData(JsonNode row, JsonNode data) {
        Map<String, List<Field>> types = new LinkedHashMap<>();
        row.get("types").properties().forEach(type -> {
            List<Field> fields = new ArrayList<>();
            type.getValue()
                    .forEach(field -> fields.add(new Field(
                            field.get("name").asText(), field.get("type").asText())));
            types.put(type.getKey(), fields);
        });
        String primaryType = row.get("primaryType").asText();
        Map<String, Object> message = struct(primaryType, types, data);
        if (row.has("encoded")) {
            assertThat(Eip712.hashStruct(primaryType, types, message))
                    .isEqualTo(Keccak256.hash(Hex.decode(row.get("encoded").asText())));
        }
        if (row.has("hashStruct")) {
            assertThat(Hex.encode(Eip712.hashStruct(primaryType, types, message)))
                    .isEqualTo(row.get("hashStruct").asText());
        }
        if (row.has("domainSeparator")) {
            assertThat(Hex.encode(domain(row.get("domain")).separator()))
                    .isEqualTo(row.get("domainSeparator").asText());
        }
        byte[] digest = Eip712.digest(domain(row.get("domain")), primaryType, types, message);
        assertThat(Hex.encode(digest)).isEqualTo(row.get("digest").asText());
        if (row.has("privateKey")) {
            Signature signature =
                    LocalSigner.fromHex(row.get("privateKey").asText()).sign(digest);
            String expected = row.has("signature")
                    ? row.get("signature").asText()
                    : row.get("r").asText()
                            + row.get("s").asText().substring(2)
                            + Integer.toHexString(row.get("v").asInt());
            assertThat(Hex.encode(signature.toBytes())).isEqualTo(expected);
        }
    }

    private static Domain domain(JsonNode domain) {
        return new Domain(
                Optional.ofNullable(domain.get("name")).map(JsonNode::asText),
                Optional.ofNullable(domain.get("version")).map(JsonNode::asText),
                Optional.ofNullable(domain.get("chainId")).map(id -> new BigInteger(id.asText())),
                Optional.ofNullable(domain.get("verifyingContract"))
                        .map(JsonNode::asText)
                        .map(Address::parse),
                Optional.ofNullable(domain.get("salt")).map(JsonNode::asText).map(Bytes32::parse));
    }

    private static Map<String, Object> struct(String type, Map<String, List<Field>> types, JsonNode data) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : types.get(type)) {
            values.put(field.name(), value(field.type(), types, data.get(field.name())));
        }
        return values;
    }

    private static Object value(String type, Map<String, List<Field>> types, JsonNode data) {
        if (type.endsWith("]")) {
            List<Object> items = new ArrayList<>();
            data.forEach(item -> items.add(value(type.substring(0, type.lastIndexOf('[')), types, item)));
            return items;
        }
        if (types.containsKey(type)) {
            return struct(type, types, data);
        }
        if (type.equals("string")) {
            return data.asText();
        }
        if (type.equals("bool")) {
            return data.asBoolean();
        }
        if (type.equals("address")) {
            return Address.parse(data.asText());
        }
        if (type.startsWith("bytes")) {
            return Hex.decode(data.asText());
        }
        String number = data.asText();
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        BigInteger magnitude =
                digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return negative ? magnitude.negate() : magnitude;
    }
}
