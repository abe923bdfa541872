package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.Emitter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs written by hand. */
class PythEventTest {
    private static final Bytes32 FEED = Bytes32.parse("aa".repeat(32));
    private static final String ADDRESS = "0".repeat(24) + "12".repeat(20);

    private static String word(long value) {
        return "%064x".formatted(value);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static PythEvent event(List<Bytes32> topics, String data) {
        return PythEvent.find(topics, bytes(data)).orElseThrow();
    }

    private static void assertMalformed(List<Bytes32> topics, String data) {
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> PythEvent.find(topics, bytes(data)));
    }

    @Test
    void priceFeedUpdate_hasNoExponent() {
        String data = word(1_780_000_000L) + "f".repeat(64) + "0".repeat(48) + "f".repeat(16);

        assertThat(event(List.of(PriceFeedUpdateEvent.TOPIC, FEED), data))
                .isEqualTo(new PriceFeedUpdateEvent(FEED, Instant.ofEpochSecond(1_780_000_000L), -1, -1));
        assertMalformed(List.of(PriceFeedUpdateEvent.TOPIC), data);
        assertMalformed(List.of(PriceFeedUpdateEvent.TOPIC, FEED, FEED), data);
        assertMalformed(List.of(PriceFeedUpdateEvent.TOPIC, FEED), data.substring(2));
        assertMalformed(List.of(PriceFeedUpdateEvent.TOPIC, FEED), word(1) + "0".repeat(48) + "f".repeat(16) + word(1));
    }

    @Test
    void governance_isRead() {
        assertThat(event(
                        List.of(PythEvent.DataSourcesSet.TOPIC),
                        word(64) + word(96) + word(0) + word(2) + word(26) + FEED.digits() + word(1) + "bb".repeat(32)))
                .isEqualTo(new PythEvent.DataSourcesSet(
                        List.of(), List.of(new Emitter(26, FEED), new Emitter(1, Bytes32.parse("bb".repeat(32))))));
        assertThat(event(List.of(PythEvent.WormholeAddressSet.TOPIC), word(0) + ADDRESS))
                .isEqualTo(new PythEvent.WormholeAddressSet(Address.ZERO, Address.parse("12".repeat(20))));
        assertThat(event(List.of(PythEvent.FeeSet.TOPIC), word(1) + word(2)))
                .isEqualTo(new PythEvent.FeeSet(BigInteger.ONE, BigInteger.TWO));
        assertThat(event(List.of(PythEvent.TransactionFeeSet.TOPIC), word(0) + "f".repeat(64)))
                .isEqualTo(new PythEvent.TransactionFeeSet(
                        BigInteger.ZERO, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)));
        assertThat(event(List.of(PythEvent.Upgraded.TOPIC, Bytes32.parse(ADDRESS)), ""))
                .isEqualTo(new PythEvent.Upgraded(Address.parse("12".repeat(20))));
        assertMalformed(List.of(PythEvent.Upgraded.TOPIC, FEED), "");
        assertMalformed(List.of(PythEvent.FeeSet.TOPIC), word(1));
        assertMalformed(List.of(PythEvent.DataSourcesSet.TOPIC), word(64) + word(96) + word(0) + word(2) + word(26));
    }

    @Test
    void average_isRead() {
        assertThat(event(
                        List.of(PythEvent.TwapPriceFeedUpdate.TOPIC, FEED),
                        word(1) + word(2) + word(3) + word(4) + word(5)))
                .isEqualTo(new PythEvent.TwapPriceFeedUpdate(
                        FEED, Instant.ofEpochSecond(1), Instant.ofEpochSecond(2), 3, 4, 5));
    }

    @Test
    void otherLogs_areNoEvents() {
        assertThat(PythEvent.find(List.of(), new byte[0])).isEmpty();
        assertThat(PythEvent.find(List.of(FEED), new byte[0])).isEmpty();
    }
}
