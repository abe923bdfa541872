package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Answers written by hand from the ABI's rules, and answers of somebody who lies. */
class PythResultsTest {
    private static final String FEED = "aa".repeat(32);
    private static final String MINUS_8 = "f".repeat(63) + "8";
    private static final String PRICE = word(65_000) + word(12) + MINUS_8 + word(1_780_000_000L);
    private static final String EMA = word(64_000) + word(34) + MINUS_8 + word(1_780_000_000L);
    private static final OraclePrice PRICE_VALUE =
            new OraclePrice(65_000, -8, 12, Instant.ofEpochSecond(1_780_000_000L));
    private static final OraclePrice EMA_VALUE = new OraclePrice(64_000, -8, 34, Instant.ofEpochSecond(1_780_000_000L));

    /** Every decoder of a contract's answer. */
    private static final List<Function<byte[], ?>> DECODERS = List.of(
            PythResults::price,
            PythResults::priceFeed,
            PythResults::priceFeeds,
            PythResults::parsedPriceFeeds,
            PythResults::twapPriceFeeds,
            PythResults::number,
            PythResults::flag,
            PythResults::address,
            PythResults::text,
            PythResults::publishTime,
            PythResults::wormholeChain,
            PythResults::dataSources,
            ReceiverAbi::guardianSetIndex,
            ReceiverAbi::guardianSet,
            ReceiverAbi::parsedVaa);

    private static String word(long value) {
        return "%064x".formatted(value);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void assertMalformed(Function<byte[], ?> decoder, String hex) {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> decoder.apply(bytes(hex)))
                .satisfies(e -> assertThat(e.source()).isEqualTo("pyth-onchain"));
    }

    @Test
    void price_isReadToTheLimitsOfItsTypes() {
        assertThat(PythResults.price(bytes(PRICE))).isEqualTo(PRICE_VALUE);
        String least = "f".repeat(48) + "8" + "0".repeat(15);
        String most = "0".repeat(48) + "f".repeat(16);
        OraclePrice extreme = PythResults.price(bytes(least + most + word(255) + word(31_556_889_864_403_199L)));
        assertThat(extreme.mantissa()).isEqualTo(Long.MIN_VALUE);
        assertThat(extreme.conf()).isEqualTo(-1L);
        assertThat(extreme.expo()).isEqualTo(255);
        assertThat(extreme.publishTime()).isEqualTo(Instant.ofEpochSecond(31_556_889_864_403_199L));
    }

    @Test
    void price_thatDoesNotFitItsTypes_isRefused() {
        assertMalformed(PythResults::price, "0".repeat(47) + "1" + "0".repeat(16) + PRICE.substring(64));
        assertMalformed(PythResults::price, "0".repeat(48) + "8" + "0".repeat(15) + PRICE.substring(64));
        assertMalformed(PythResults::price, word(1) + "0".repeat(47) + "1" + "0".repeat(16) + PRICE.substring(128));
        assertMalformed(PythResults::price, word(1) + word(1) + word(0x8000_0000L) + word(5));
        assertMalformed(PythResults::price, word(1) + word(1) + word(256) + word(5));
        assertMalformed(PythResults::price, word(1) + word(1) + "f".repeat(60) + "feff" + word(5));
        assertMalformed(PythResults::price, word(1) + word(1) + word(0) + word(31_556_889_864_403_200L));
        assertMalformed(PythResults::price, word(1) + word(1) + word(0) + "f".repeat(64));
        assertMalformed(PythResults::price, PRICE.substring(0, PRICE.length() - 2));
        assertMalformed(PythResults::price, "");
    }

    @Test
    void priceFeed_isReadInOrder() {
        assertThat(PythResults.priceFeed(bytes(FEED + PRICE + EMA)))
                .isEqualTo(new PriceFeed(Bytes32.parse(FEED), PRICE_VALUE, EMA_VALUE));
    }

    @Test
    void priceFeeds_areReadWithTheirSlots() {
        String feeds = word(2) + FEED + PRICE + EMA + "bb".repeat(32) + EMA + PRICE;
        List<PriceFeed> expected = List.of(
                new PriceFeed(Bytes32.parse(FEED), PRICE_VALUE, EMA_VALUE),
                new PriceFeed(Bytes32.parse("bb".repeat(32)), EMA_VALUE, PRICE_VALUE));

        assertThat(PythResults.priceFeeds(bytes(word(32) + feeds))).isEqualTo(expected);
        String slots = word(2) + word(7) + "0".repeat(48) + "f".repeat(16);
        assertThat(PythResults.parsedPriceFeeds(bytes(word(64) + word(64 + 32 * 19) + feeds + slots)))
                .isEqualTo(new ParsedPriceFeeds(expected, List.of(7L, -1L)));
        assertMalformed(PythResults::parsedPriceFeeds, word(64) + word(64 + 32 * 19) + feeds + word(1) + word(7));
    }

    @Test
    void twapPriceFeeds_areReadInOrder() {
        TwapPriceFeed feed = PythResults.twapPriceFeeds(
                        bytes(word(32) + word(1) + FEED + word(5) + word(9) + PRICE + word(250_000)))
                .get(0);

        assertThat(feed)
                .isEqualTo(new TwapPriceFeed(
                        Bytes32.parse(FEED), Instant.ofEpochSecond(5), Instant.ofEpochSecond(9), PRICE_VALUE, 250_000));
        assertThat(feed.downSlots()).isEqualByComparingTo("0.25");
    }

    @Test
    void singleValues_areReadAndBounded() {
        assertThat(PythResults.number(bytes("f".repeat(64))))
                .isEqualTo(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        assertThat(PythResults.flag(bytes(word(1)))).isTrue();
        assertThat(PythResults.flag(bytes(word(0)))).isFalse();
        assertMalformed(PythResults::flag, word(2));
        assertThat(PythResults.address(bytes("0".repeat(24) + "12".repeat(20))))
                .isEqualTo(Address.parse("12".repeat(20)));
        assertMalformed(PythResults::address, "0".repeat(23) + "1" + "12".repeat(20));
        assertThat(PythResults.text(bytes(word(32) + word(3) + "616263" + "00".repeat(29))))
                .isEqualTo("abc");
        assertThat(PythResults.publishTime(bytes("0".repeat(48) + "f".repeat(16))))
                .isEqualTo(-1);
        assertMalformed(PythResults::publishTime, "0".repeat(47) + "1" + "0".repeat(16));
        assertThat(PythResults.wormholeChain(bytes(word(65_535)))).isEqualTo(65_535);
        assertMalformed(PythResults::wormholeChain, word(65_536));
        assertThat(PythResults.dataSources(bytes(word(32) + word(1) + word(26) + FEED)))
                .containsExactly(new Emitter(26, Bytes32.parse(FEED)));
        assertMalformed(PythResults::dataSources, word(32) + word(1) + word(65_536) + FEED);
    }

    @Test
    void receiverAnswers_areRead() {
        assertThat(ReceiverAbi.guardianSetIndex(bytes(word(7)))).isEqualTo(7);
        assertMalformed(ReceiverAbi::guardianSetIndex, word(0x1_0000_0000L));
        String set = word(32)
                + word(64)
                + word(1_790_000_000L)
                + word(2)
                + "0".repeat(24)
                + "11".repeat(20)
                + "0".repeat(24)
                + "22".repeat(20);
        GuardianSet read = ReceiverAbi.guardianSet(bytes(set));
        assertThat(read)
                .isEqualTo(new GuardianSet(
                        List.of(Address.parse("11".repeat(20)), Address.parse("22".repeat(20))), 1_790_000_000L));
        assertThat(read.outlives(Instant.ofEpochSecond(1_790_000_000L))).isTrue();
        assertThat(read.outlives(Instant.ofEpochSecond(1_790_000_001L))).isFalse();
        assertThat(ReceiverAbi.guardianSet(bytes(word(32) + word(64) + word(0) + word(0))))
                .isEqualTo(new GuardianSet(List.of(), 0));
    }

    @Test
    void pointersAndLengthsBeyondTheEnd_areRefusedBeforeAnythingIsAllocated() {
        String huge = "7" + "f".repeat(63);
        for (String length : List.of(huge, "f".repeat(64), word(0x7fff_ffffL), word(0x0800_0000L), word(2))) {
            assertMalformed(PythResults::priceFeeds, word(32) + length + FEED + PRICE + EMA);
            assertMalformed(PythResults::text, word(32) + (length.equals(word(2)) ? word(33) : length) + FEED);
            assertMalformed(PythResults::dataSources, word(32) + length + word(26) + FEED);
        }
        for (String pointer : List.of(huge, "f".repeat(64), word(0x7fff_ffffL), word(97))) {
            assertMalformed(PythResults::text, pointer + word(0) + word(0));
        }
        // a pointer to the very end: there is not even a length
        assertMalformed(PythResults::text, word(96) + word(0) + word(0));
        // a pointer to itself: its own value is the length
        assertThat(PythResults.priceFeeds(bytes(word(0)))).isEmpty();
        assertMalformed(PythResults::priceFeeds, word(1) + word(2));
    }

    @Test
    void unpointedBytes_areIgnored() {
        assertThat(PythResults.price(bytes(PRICE + "ff"))).isEqualTo(PRICE_VALUE);
        assertThat(PythResults.text(bytes(word(64) + "ff".repeat(32) + word(1) + "61")))
                .isEqualTo("a");
    }

    @Property(tries = 3000)
    void anyBytes_giveAValueOrMalformedResponse(@ForAll("answers") byte[] data) {
        for (Function<byte[], ?> decoder : DECODERS) {
            try {
                assertThat(decoder.apply(data)).isNotNull();
            } catch (MalformedResponse expected) {
                assertThat(expected.retryable()).isTrue();
            }
        }
        ContractReverted reverted = ContractReverted.of("anything", data);
        assertThat(String.valueOf(reverted.getMessage()).length()).isLessThan(400);
        PythEvent.find(List.of(), data);
        for (Bytes32 topic : List.of(
                PriceFeedUpdateEvent.TOPIC,
                PythEvent.TwapPriceFeedUpdate.TOPIC,
                PythEvent.DataSourcesSet.TOPIC,
                PythEvent.WormholeAddressSet.TOPIC,
                PythEvent.FeeSet.TOPIC,
                PythEvent.TransactionFeeSet.TOPIC,
                PythEvent.Upgraded.TOPIC)) {
            for (List<Bytes32> topics : List.of(List.of(topic), List.of(topic, topic))) {
                try {
                    assertThat(PythEvent.find(topics, data)).isPresent();
                } catch (MalformedResponse expected) {
                    assertThat(expected.retryable()).isTrue();
                }
            }
        }
    }

    /** Words that are small, huge or anything, then cut off anywhere: much of it looks like pointers and lengths. */
    @Provide
    Arbitrary<byte[]> answers() {
        Arbitrary<byte[]> words = Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 12).map(n -> word(32L * n)),
                        Arbitraries.integers().between(0, 300).map(PythResultsTest::word),
                        Arbitraries.of(
                                "f".repeat(64), "7" + "f".repeat(63), word(0x7fff_ffffL), word(0xffff_ffffL), MINUS_8),
                        Arbitraries.strings().withChars("0123456789abcdef").ofLength(64))
                .list()
                .ofMaxSize(24)
                .map(all -> bytes(String.join("", all)));
        return Combinators.combine(words, Arbitraries.integers().between(0, 40))
                .as((data, cut) -> cut > 31 ? data : Arrays.copyOf(data, Math.max(0, data.length - cut)));
    }

    @Property(tries = 500)
    void price_survivesTheRoundTrip(
            @ForAll long mantissa, @ForAll long conf, @ForAll byte expo, @ForAll @Size(4) byte[] seconds) {
        OraclePrice price = new OraclePrice(
                mantissa,
                expo,
                conf,
                Instant.ofEpochSecond(
                        Integer.toUnsignedLong(ByteBuffer.wrap(seconds).getInt())));

        assertThat(PythResults.price(FakeChain.encoded(price))).isEqualTo(price);
    }
}
