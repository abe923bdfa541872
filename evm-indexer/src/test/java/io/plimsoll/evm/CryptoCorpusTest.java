package io.plimsoll.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.testing.Corpus;
import io.plimsoll.evm.abi.AbiTuple;
import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * Encodings of chains against the vectors of ethers. Hashes, typed data and accounts are checked where they live, in core, and
 * msgpack with Hyperliquid's actions in its client.
 */
@Tag("corpus")
class CryptoCorpusTest {
    private static final String FILE = "evm/crypto-vectors.json";
    private static final Map<String, Integer> DECIMALS =
            Map.of("wei", 0, "kwei", 3, "mwei", 6, "satoshi", 8, "gwei", 9, "szabo", 12, "finney", 15, "ether", 18);

    private final JsonNode file = Corpus.required().json(FILE);
    private final Corpus.Tally tally = new Corpus.Tally(FILE);

    @Test
    void vectors() {
        each("abi", CryptoCorpusTest::checkAbi);
        each("solidityPacked", CryptoCorpusTest::checkPacked);
        each("rlp", CryptoCorpusTest::checkRlp);
        each("units", CryptoCorpusTest::checkUnits);
        tally.done();
    }

    private void each(String array, Consumer<JsonNode> check) {
        int index = 0;
        for (JsonNode row : file.path(array)) {
            tally.check(array + "[" + index++ + "]", () -> check.accept(row));
        }
    }

    private static void checkAbi(JsonNode row) {
        AbiTuple type = AbiTuple.parse(row.get("type").asText());
        List<Object> values = List.of(value(row.get("type").asText(), row.get("value")));

        byte[] encoded = type.encode(values);

        assertThat(Hex.encode(encoded)).isEqualTo(row.get("encoded").asText());
        assertThat(comparable(type.decode("vector", encoded))).isEqualTo(comparable(values));
    }

    private static void checkPacked(JsonNode row) {
        List<String> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.get("types").size(); i++) {
            types.add(row.get("types").get(i).asText());
            values.add(value(types.get(i), row.get("values").get(i)));
        }

        byte[] packed = AbiTuple.parse(String.join(",", types)).encodePacked(values);

        assertThat(Hex.encode(Keccak256.hash(packed)))
                .isEqualTo(row.get("keccak256").asText());
    }

    private static void checkRlp(JsonNode row) {
        byte[] encoded = Hex.decode(row.get("encoded").asText());
        RlpType decoded = rlp(row.get("decoded"));

        assertThat(RlpEncoder.encode(decoded)).isEqualTo(encoded);
        List<RlpType> read = RlpDecoder.decode(encoded).getValues();
        assertThat(read).hasSize(1);
        assertThat(text(read.get(0))).isEqualTo(text(decoded));
    }

    private static RlpType rlp(JsonNode node) {
        if (node.isArray()) {
            List<RlpType> items = new ArrayList<>();
            node.forEach(item -> items.add(rlp(item)));
            return new RlpList(items);
        }
        return RlpString.create(Hex.decode(node.asText()));
    }

    private static String text(RlpType type) {
        return type instanceof RlpList list
                ? list.getValues().stream().map(CryptoCorpusTest::text).collect(Collectors.joining(",", "[", "]"))
                : Hex.encode(((RlpString) type).getBytes());
    }

    private static void checkUnits(JsonNode row) {
        BigInteger wei = new BigInteger(row.get("wei").asText());
        DECIMALS.forEach((unit, decimals) -> {
            if (row.has(unit)) {
                assertThat(CoreUnits.raw(unit, new BigDecimal(row.get(unit).asText()), decimals))
                        .isEqualTo(wei);
            }
            if (row.has(unit + "_format")) {
                assertThat(CoreUnits.scaled(wei, decimals))
                        .isEqualByComparingTo(row.get(unit + "_format").asText());
            }
        });
    }

    private static Object value(String type, JsonNode value) {
        if (type.endsWith("]")) {
            String element = type.substring(0, type.lastIndexOf('['));
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(value(element, item)));
            return items;
        }
        if (type.startsWith("(")) {
            List<String> members = members(type.substring(1, type.length() - 1));
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                values.add(value(members.get(i), value.get(i)));
            }
            return values;
        }
        return switch (type) {
            case "string" -> value.asText();
            case "bool" -> value.asBoolean();
            case "address" -> Address.parse(value.asText());
            default -> type.startsWith("bytes") ? Hex.decode(value.asText()) : whole(value.asText());
        };
    }

    private static List<String> members(String list) {
        List<String> members = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            depth += list.charAt(i) == '(' ? 1 : list.charAt(i) == ')' ? -1 : 0;
            if (list.charAt(i) == ',' && depth == 0) {
                members.add(list.substring(from, i));
                from = i + 1;
            }
        }
        members.add(list.substring(from));
        return members;
    }

    private static BigInteger whole(String number) {
        String digits = number.startsWith("-") ? number.substring(1) : number;
        BigInteger magnitude =
                digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return number.startsWith("-") ? magnitude.negate() : magnitude;
    }

    /** Arrays of bytes as lists, which can be compared. */
    private static Object comparable(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(CryptoCorpusTest::comparable).toList();
        }
        return value instanceof byte[] bytes ? Arrays.asList("bytes", Hex.encode(bytes)) : value;
    }
}
