package io.plimsoll.evm.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Int24;

/** The vectors of ethers are in {@code CryptoCorpusTest}. */
class AbiTupleTest {
    private static final Address ONE = Address.parse("0x" + "11".repeat(20));

    @Test
    void specification_example() {
        // f(uint256,uint32[],bytes10,bytes) with (0x123, [0x456, 0x789], "1234567890", "Hello, world!")
        byte[] encoded = AbiTuple.parse("uint256,uint32[],bytes10,bytes")
                .encode(List.of(
                        0x123,
                        List.of(0x456, 0x789L),
                        "1234567890".getBytes(StandardCharsets.US_ASCII),
                        "Hello, world!".getBytes(StandardCharsets.US_ASCII)));

        assertThat(Hex.encode(encoded))
                .isEqualTo("0x" + word("123") + word("80") + "31323334353637383930" + "0".repeat(44) + word("e0")
                        + word("2") + word("456") + word("789") + word("d") + "48656c6c6f2c20776f726c6421"
                        + "0".repeat(38));
    }

    @Property(tries = 200)
    void nestedStructs_areEncodedAsWeb3jDoes_andDecodedAgain(
            @ForAll @Size(max = 5) List<@Size(max = 80) byte[]> blobs, @ForAll String text, @ForAll short tick) {
        AbiTuple type = AbiTuple.parse("((bytes blob, int24 tick)[] items, string text)");
        List<Object> values = List.of(List.of(
                blobs.stream().map(blob -> List.of(blob, tick & 0xffff)).toList(), text));

        byte[] encoded = type.encode(values);

        DynamicStruct theirs = new DynamicStruct(
                new DynamicArray<>(
                        DynamicStruct.class,
                        blobs.stream()
                                .map(blob -> new DynamicStruct(new DynamicBytes(blob), new Int24(tick & 0xffff)))
                                .toList()),
                new Utf8String(text));
        assertThat(Hex.encode(encoded)).isEqualTo("0x" + word("20") + TypeEncoder.encode(theirs));
        assertThat(type.encode(type.decode("struct", encoded))).isEqualTo(encoded);
    }

    @Property(tries = 500)
    void anyBytes_areMalformedOrValues_neverAnotherError(@ForAll @Size(max = 400) byte[] data) {
        for (String type : List.of("uint256[][][]", "(string,bytes)[]", "bool[2][],int8", "string", "bytes3[2]")) {
            try {
                assertThat(AbiTuple.parse(type).decode("any", data)).isNotNull();
            } catch (MalformedResponse expected) {
                assertThat(expected).hasMessageContaining("chain: any");
            }
        }
    }

    @Test
    void pointersToTheSamePlace_areNotFollowedForEver() {
        // 1,000 pointers to one text of 1,000 words: a million words out of two thousand
        int count = 1_000;
        StringBuilder data = new StringBuilder(word("20")).append(word(Integer.toHexString(count)));
        for (int i = 0; i < count; i++) {
            data.append(word(Integer.toHexString(count * 32)));
        }
        data.append(word(Integer.toHexString(count * 32))).append(word("1").repeat(count));

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> AbiTuple.parse("string[]").decode("symbols", Hex.decode(data.toString())))
                .withMessageContaining("says more than it has words");
        // arrays of arrays of arrays that all are the same
        String nested = word("20")
                + word("4")
                + word("80").repeat(4)
                + word("4")
                + word("80").repeat(4)
                + word("4")
                + word("1").repeat(4);
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> AbiTuple.parse("uint256[][][]").decode("nested", Hex.decode(nested)));
    }

    @Test
    void packed_isAsShortAsTheTypes() {
        assertThat(Hex.encode(AbiTuple.parse("int16,bytes1,uint16,string")
                        .encodePacked(List.of(-1, new byte[] {0x42}, 3, "Hello, world!"))))
                .isEqualTo("0xffff42000348656c6c6f2c20776f726c6421");
        assertThat(Hex.encode(AbiTuple.parse("address,bool,bytes32")
                        .encodePacked(List.of(ONE, true, Bytes32.parse("22".repeat(32))))))
                .isEqualTo("0x" + "11".repeat(20) + "01" + "22".repeat(32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AbiTuple.parse("string[]").encodePacked(List.of(List.of("a"))))
                .withMessageContaining("string in an array has no packed encoding");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AbiTuple.parse("(bool a)").encodePacked(List.of(List.of(true))));
    }

    @Test
    void value_thatIsNotOfItsType_isRefused() {
        BigInteger two256 = BigInteger.ONE.shiftLeft(256);
        assertRefused("uint8", 256, "out of range of uint8: 256");
        assertRefused("uint256", two256, "out of range");
        assertRefused("uint64", -1, "out of range");
        assertRefused("int8", 128, "out of range");
        assertRefused("int8", -129, "out of range");
        assertRefused("bytes4", new byte[3], "bytes4 has 4 bytes, got 3");
        assertRefused("address", "0x00", "address takes a Address, got a String");
        assertRefused("bool", 1, "bool takes a Boolean");
        assertRefused("uint8[2]", List.of(1), "uint8[2] takes 2 values, got 1");
        assertRefused("(bool a, bool b)", List.of(true), "takes 2 values, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AbiTuple.parse("bool").encode(List.of()))
                .withMessage("arguments takes 1 values, got 0");
        assertThatIllegalArgumentException().isThrownBy(() -> AbiTuple.parse("uint7"));
        assertThat(AbiTuple.parse("").encode(List.of())).isEmpty();
        assertThat(AbiTuple.parse("int8,uint256").encode(List.of(-128, two256.subtract(BigInteger.ONE))))
                .endsWith(Collections.nCopies(32, (byte) -1).toArray(Byte[]::new));
    }

    @Test
    void word_thatIsNotOfItsType_isMalformed() {
        for (String[] wrong : new String[][] {
            {"bool", "2"}, {"uint8", "100"}, {"address", "1" + "0".repeat(40)}, {"int8", "80"}, {"bytes4", "1"}
        }) {
            assertThatExceptionOfType(MalformedResponse.class)
                    .as(wrong[0])
                    .isThrownBy(() -> AbiTuple.parse(wrong[0]).decode("answer", Hex.decode(word(wrong[1]))))
                    .withMessageContaining("is no " + wrong[0]);
        }
    }

    private static void assertRefused(String type, Object value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AbiTuple.parse(type).encode(List.of(value)))
                .withMessageContaining(message);
    }

    private static String word(String digits) {
        return "0".repeat(64 - digits.length()) + digits;
    }
}
