package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Calldata against bytes written by hand from the ABI's rules. */
class PythCalldataTest {
    private static final Bytes32 FEED = Bytes32.parse("ff".repeat(31) + "01");
    private static final Bytes32 OTHER = Bytes32.parse("aa".repeat(32));

    private static String word(long value) {
        return "%064x".formatted(value);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void staticArguments_standBehindTheSelector() {
        assertThat(hex(PythCalldata.getPriceUnsafe(FEED))).isEqualTo("96834ad3" + FEED.digits());
        assertThat(hex(PythCalldata.getEmaPriceUnsafe(FEED))).isEqualTo("9474f45b" + FEED.digits());
        assertThat(hex(PythCalldata.getPriceNoOlderThan(FEED, 60))).isEqualTo("a4ae35e0" + FEED.digits() + word(60));
        assertThat(hex(PythCalldata.getEmaPriceNoOlderThan(FEED, 1))).isEqualTo("711a2e28" + FEED.digits() + word(1));
        assertThat(hex(PythCalldata.getPrice(FEED))).isEqualTo("31d98b3f" + FEED.digits());
        assertThat(hex(PythCalldata.getEmaPrice(FEED))).isEqualTo("b5dcc911" + FEED.digits());
        assertThat(hex(PythCalldata.queryPriceFeed(FEED))).isEqualTo("caaf43f1" + FEED.digits());
        assertThat(hex(PythCalldata.priceFeedExists(FEED))).isEqualTo("b5ec0261" + FEED.digits());
        assertThat(hex(PythCalldata.latestPriceInfoPublishTime(FEED))).isEqualTo("4c469d8c" + FEED.digits());
        assertThat(hex(PythCalldata.getUpdateFee(3))).isEqualTo("e17efd48" + word(3));
        assertThat(hex(PythCalldata.isValidDataSource(new Emitter(65_535, OTHER))))
                .isEqualTo("437209a7" + word(65_535) + OTHER.digits());
        assertThat(hex(ReceiverAbi.getGuardianSet(0xffff_ffffL))).isEqualTo("f951975a" + word(0xffff_ffffL));
    }

    @Test
    void callsWithoutArguments_areTheSelector() {
        assertThat(hex(PythCalldata.wormhole())).isEqualTo("84acd1bb");
        assertThat(hex(PythCalldata.version())).isEqualTo("54fd4d50");
        assertThat(hex(PythCalldata.validDataSources())).isEqualTo("a38d81c6");
        assertThat(hex(PythCalldata.chainId())).isEqualTo("9a8a0592");
        assertThat(hex(PythCalldata.singleUpdateFeeInWei())).isEqualTo("48b6404d");
        assertThat(hex(PythCalldata.transactionFeeInWei())).isEqualTo("978a800d");
        assertThat(hex(PythCalldata.validTimePeriodSeconds())).isEqualTo("cb718a9b");
        assertThat(hex(PythCalldata.getValidTimePeriod())).isEqualTo("e18910a3");
        assertThat(hex(ReceiverAbi.getCurrentGuardianSetIndex())).isEqualTo("1cfe7951");
    }

    @Test
    void bytes_arePaddedToWholeWords() {
        assertThat(hex(ReceiverAbi.parseAndVerifyVM(bytes("0102"))))
                .isEqualTo("c0fd8bde" + word(32) + word(2) + "0102" + "00".repeat(30));
        assertThat(hex(ReceiverAbi.submitNewGuardianSet(bytes("01".repeat(32)))))
                .isEqualTo("6606b4e0" + word(32) + word(32) + "01".repeat(32));
        assertThat(hex(ReceiverAbi.parseAndVerifyVM(new byte[0]))).isEqualTo("c0fd8bde" + word(32) + word(0));
    }

    @Test
    void blobs_arePointedToFromTheStartOfTheirArray() {
        String twoBlobs = word(2) + word(64) + word(128) + word(1) + "aa" + "00".repeat(31) + word(33) + "bb".repeat(33)
                + "00".repeat(31);
        List<byte[]> blobs = List.of(bytes("aa"), bytes("bb".repeat(33)));

        assertThat(hex(PythCalldata.updatePriceFeeds(blobs))).isEqualTo("ef9e5e28" + word(32) + twoBlobs);
        assertThat(hex(PythCalldata.getUpdateFee(blobs))).isEqualTo("d47eed45" + word(32) + twoBlobs);
        assertThat(hex(PythCalldata.getTwapUpdateFee(blobs))).isEqualTo("5f674e35" + word(32) + twoBlobs);
        assertThat(hex(PythCalldata.updatePriceFeeds(List.of()))).isEqualTo("ef9e5e28" + word(32) + word(0));
        assertThat(hex(PythCalldata.parseTwapPriceFeedUpdates(blobs, List.of(FEED))))
                .isEqualTo("eb942158" + word(64) + word(64 + 8 * 32) + twoBlobs + word(1) + FEED.digits());
    }

    @Test
    void mixedArguments_haveTheirTailsInOrder() {
        String blob = word(1) + word(32) + word(1) + "aa" + "00".repeat(31);
        List<byte[]> blobs = List.of(bytes("aa"));
        String feeds = word(2) + FEED.digits() + OTHER.digits();

        assertThat(hex(PythCalldata.updatePriceFeedsIfNecessary(blobs, List.of(FEED, OTHER), List.of(5L, -1L))))
                .isEqualTo("b9256d28" + word(96) + word(96 + 128) + word(96 + 128 + 96) + blob + feeds + word(2)
                        + word(5) + "0".repeat(48) + "f".repeat(16));
        String window = word(7) + word(9);
        assertThat(hex(PythCalldata.parsePriceFeedUpdates(blobs, List.of(FEED, OTHER), 7, 9)))
                .isEqualTo("4716e9c5" + word(128) + word(256) + window + blob + feeds);
        assertThat(hex(PythCalldata.parsePriceFeedUpdatesUnique(blobs, List.of(FEED, OTHER), 7, 9)))
                .isEqualTo("accca7f9" + word(128) + word(256) + window + blob + feeds);
        assertThat(hex(PythCalldata.parsePriceFeedUpdatesWithConfig(
                        blobs, List.of(FEED, OTHER), 7, 9, true, false, true)))
                .isEqualTo("3a229d18" + word(224) + word(352) + window + word(1) + word(0) + word(1) + blob + feeds);
    }

    @Test
    void timesThatAreNotOnePerFeed_areTheCallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythCalldata.updatePriceFeedsIfNecessary(List.of(), List.of(FEED), List.of()))
                .withMessageContaining("publishTimes")
                .withMessageContaining("0 for 1");
    }

    @Test
    void uint256_takesEveryValueOfItsRangeAndNoOther() {
        BigInteger max = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        assertThat(hex(new AbiWriter().u256(max).encode())).isEqualTo("f".repeat(64));
        assertThat(hex(new AbiWriter().u256(BigInteger.ONE.shiftLeft(255)).encode()))
                .isEqualTo("8" + "0".repeat(63));
        assertThat(hex(new AbiWriter().u256(BigInteger.ZERO).encode())).isEqualTo("0".repeat(64));
        for (BigInteger bad : List.of(max.add(BigInteger.ONE), BigInteger.ONE.negate())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AbiWriter().u256(bad))
                    .withMessageContaining(bad.toString());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> PythCalldata.getPriceNoOlderThan(FEED, -1));
    }

    @Property(tries = 300)
    void writtenArguments_areReadBack(
            @ForAll @Size(max = 5) List<byte[]> blobs, @ForAll @Size(max = 5) List<Long> times, @ForAll boolean flag) {
        byte[] data = new AbiWriter()
                .bytesArray(blobs)
                .bool(flag)
                .u64s(times)
                .bytesArray(blobs)
                .encode();

        AbiReader reader = new AbiReader("arguments", data);
        for (int array : new int[] {0, 3}) {
            AbiReader items = reader.at(array);
            assertThat(items.u256(0)).isEqualTo(blobs.size());
            for (int i = 0; i < blobs.size(); i++) {
                assertThat(items.from(1).at(i).bytes()).isEqualTo(blobs.get(i));
            }
        }
        assertThat(reader.bool(1)).isEqualTo(flag);
        assertThat(reader.at(2).array(1, item -> item.u64(0))).isEqualTo(times);
        assertThat(data.length % 32).isZero();
    }
}
