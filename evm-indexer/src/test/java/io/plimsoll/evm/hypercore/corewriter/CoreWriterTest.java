package io.plimsoll.evm.hypercore.corewriter;

import static io.plimsoll.evm.hypercore.corewriter.ActionSample.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.CancelOrderByCloid;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.LimitOrder;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SpotSend;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.StakingDeposit;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.TimeInForce;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.Unrecognised;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.UsdClassTransfer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreWriterTest {
    private static final Address USER = Address.parse("0x" + "11".repeat(20));
    private static final String RAW_ACTION = "0x8c7f585fb295f7eb1e6aeb8fba61b23a4fe60beda405f0045073b185c74412e3";

    static List<ActionSample> samples() {
        return ActionSample.all();
    }

    @Test
    void samples_haveEveryId() {
        assertThat(samples().stream().map(ActionSample::id).collect(Collectors.toSet()))
                .isEqualTo(IntStream.rangeClosed(1, 16).boxed().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void action_isEncoded_andDecodedAgain(ActionSample sample) {
        assertThat(Hex.encode(CoreWriter.encode(sample.action()))).isEqualTo("0x" + sample.payload());
        assertThat(CoreWriter.decode(Hex.decode(sample.payload()))).isEqualTo(sample.action());
        assertThat(sample.action().id()).hasValue(sample.id());
    }

    @Test
    void calldata_isTheCallOfSendRawAction() {
        assertThat(Hex.encode(CoreWriter.calldata(new StakingDeposit(BigInteger.ONE))))
                .isEqualTo("0x17938e13" + words("20", "24") + "01000004" + words("1") + "0".repeat(56));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void payload_cutOffOrWithBytesLeft_isUnrecognised_andKept(ActionSample sample) {
        byte[] payload = Hex.decode(sample.payload());
        for (int length = 0; length < payload.length; length++) {
            assertUnrecognised(Arrays.copyOf(payload, length));
        }
        assertUnrecognised(Arrays.copyOf(payload, payload.length + 1));
        assertUnrecognised(Arrays.copyOf(payload, payload.length + 32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "010000",
                "00000004",
                "02000004",
                "01000000",
                // ids that are not known here, one of them with the first bytes of a known one
                "01000011",
                "01010004",
                "01ffffff"
            })
    void headerOfOthers_isUnrecognised_andKept(String header) {
        assertUnrecognised(Hex.decode(header + words("1")));
    }

    /** Recorded on mainnet, block 33,517,119: a contract wrote the id into one byte. HyperCore took no notice. */
    @Test
    void recordedMistake_isUnrecognised() {
        assertUnrecognised(Hex.decode("0101" + words("469", "1", "24d74", "3a98", "0", "3", "0")));
    }

    @Test
    void unknownId_isSaid() {
        assertThat(CoreWriter.decode(Hex.decode("01000011" + words("1"))).id()).hasValue(17);
        assertThat(CoreWriter.decode(Hex.decode("02000001")).id()).isEmpty();
        assertThat(CoreWriter.decode(new byte[0]).id()).isEmpty();
    }

    @Test
    void fieldsOutOfRange_areUnrecognised() {
        List.of(
                        // time in force 0 and 4
                        "01000001" + words("4", "1", "1", "1", "0", "0", "0"),
                        "01000001" + words("4", "1", "1", "1", "0", "4", "0"),
                        // a boolean of 2, an asset of 33 bits, a price of 65
                        "01000001" + words("4", "2", "1", "1", "0", "1", "0"),
                        "01000001" + words("100000000", "1", "1", "1", "0", "1", "0"),
                        "01000001" + words("4", "1", "1" + "0".repeat(16), "1", "0", "1", "0"),
                        // a cancellation without an id, an address of 21 bytes, an id of 2^63
                        "0100000b" + words("4", "0"),
                        "01000006" + words("1" + "0".repeat(40), "0", "1"),
                        "0100000a" + words("4", "8" + "0".repeat(15)),
                        // a text that begins elsewhere, and one that is no UTF-8
                        "01000009" + words("1", "60", "0", "0"),
                        "01000009" + words("1", "40", "1") + "ff" + "0".repeat(62))
                .forEach(payload -> assertUnrecognised(Hex.decode(payload)));
    }

    @Property(tries = 300)
    void anyBytes_areAnActionThatGivesThemBack(
            @ForAll @IntRange(max = 20) int id, @ForAll @Size(max = 300) byte[] fields) {
        byte[] payload = new byte[4 + fields.length];
        payload[0] = 1;
        payload[3] = (byte) id;
        System.arraycopy(fields, 0, payload, 4, fields.length);

        assertThat(CoreWriter.encode(CoreWriter.decode(payload))).isEqualTo(payload);
    }

    @Test
    void event_ofCoreWriter_isDecoded() {
        ChainLog log = log(CoreWriter.ADDRESS, words("20", "24") + "01000004" + words("ff") + "0".repeat(56));

        assertThat(CoreWriter.DECODER.topic().hex()).isEqualTo(RAW_ACTION);
        assertThat(CoreWriter.DECODER.decode(log))
                .contains(new RawAction(log.at(), USER, new StakingDeposit(BigInteger.valueOf(255))));
        assertThat(CoreWriter.DECODER).hasToString("RawAction(address,bytes)");
    }

    @Test
    void event_ofAnotherContract_isNone() {
        assertThat(CoreWriter.DECODER.decode(log(USER, words("20", "24") + "01000004" + words("ff") + "0".repeat(56))))
                .isEmpty();
        assertThat(CoreWriter.DECODER.decode(log(CoreWriter.ADDRESS, words("20", "24"))))
                .isEmpty();
    }

    @Test
    void equalNumbers_areEqualActions() {
        assertThat(new UsdClassTransfer(new BigDecimal("1.50"), true))
                .isEqualTo(new UsdClassTransfer(new BigDecimal("1.5"), true));
        assertThat(order("1e3", "1")).isEqualTo(order("1000", "1.0"));
    }

    @Test
    void valueThatItsFieldCannotHold_isRefused_neverRounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order("0.000000001", "1"))
                .withMessage("limitPx has at most 8 decimals, got 0.000000001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order("184467440737.09551616", "1"))
                .withMessageContaining("limitPx must be 0 to 2^64 - 1");
        assertThatIllegalArgumentException().isThrownBy(() -> order("1", "-1")).withMessageContaining("sz must be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsdClassTransfer(new BigDecimal("0.0000001"), true))
                .withMessageContaining("ntl has at most 6 decimals");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpotSend(USER, 0, BigInteger.ONE.shiftLeft(64)))
                .withMessageContaining("wei");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpotSend(USER, -1, BigInteger.ONE))
                .withMessageContaining("token must be 0 to 4294967295, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CancelOrderByCloid(4, BigInteger.ZERO))
                .withMessageContaining("cloid");
        assertThatIllegalArgumentException().isThrownBy(() -> new Unrecognised("0x1"));
    }

    private static LimitOrder order(String limitPx, String sz) {
        return new LimitOrder(
                4, true, new BigDecimal(limitPx), new BigDecimal(sz), false, TimeInForce.GTC, Optional.empty());
    }

    private static void assertUnrecognised(byte[] payload) {
        CoreAction action = CoreWriter.decode(payload);
        assertThat(action).isEqualTo(new Unrecognised(Hex.encode(payload)));
        assertThat(CoreWriter.encode(action)).isEqualTo(payload);
    }

    private static ChainLog log(Address contract, String data) {
        return new ChainLog(
                new LogRef(
                        ChainId.HYPEREVM,
                        new BlockRef(1, Bytes32.of(new byte[32]), Instant.EPOCH),
                        Bytes32.of(new byte[32]),
                        0,
                        0),
                contract,
                List.of(Bytes32.parse(RAW_ACTION), Bytes32.parse(words("11".repeat(20)))),
                Hex.decode(data));
    }
}
