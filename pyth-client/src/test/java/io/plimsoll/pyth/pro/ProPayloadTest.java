package io.plimsoll.pyth.pro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Hex;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProPayloadTest {
    @Provide
    Arbitrary<ProPayload> payloads() {
        return ProSamples.payloads();
    }

    @Property(tries = 500)
    void decode_afterEncode_isTheSame(@ForAll("payloads") ProPayload payload, @ForAll boolean little) {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;

        assertThat(ProPayload.decode(payload.encode(order), order)).isEqualTo(payload);
    }

    @Property(tries = 100)
    void decode_cutAnywhere_isTruncated(@ForAll("payloads") ProPayload payload) {
        byte[] whole = payload.encode(ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < whole.length; length++) {
            assertThat(reason(Arrays.copyOf(whole, length), ByteOrder.BIG_ENDIAN))
                    .isEqualTo(ProReason.TRUNCATED);
        }
    }

    @Test
    void encode_oneFeed_isThePublishedLayout() {
        ProPayload payload = new ProPayload(
                0x0102030405060708L,
                3,
                List.of(new ProFeed(
                        0xa0b0c0d0L,
                        List.of(
                                ProFeed.Value.of(ProProperty.PRICE, -2),
                                ProFeed.Value.none(ProProperty.FUNDING_RATE),
                                ProFeed.Value.of(ProProperty.FEED_UPDATE_TIMESTAMP, 5),
                                ProFeed.Value.of(ProProperty.EXPONENT, -8)))));

        assertThat(Hex.encode(payload.encode(ByteOrder.BIG_ENDIAN)))
                .isEqualTo("0x93c7d375" + "0102030405060708" + "03" + "01" + "a0b0c0d0" + "04" + "00fffffffffffffffe"
                        + "0600" + "0c010000000000000005" + "04fff8");
        assertThat(Hex.encode(payload.encode(ByteOrder.LITTLE_ENDIAN)))
                .isEqualTo("0x75d3c793" + "0807060504030201" + "03" + "01" + "d0c0b0a0" + "04" + "00feffffffffffffff"
                        + "0600" + "0c010500000000000000" + "04f8ff");
    }

    @Test
    void decode_whatItCannotRead_isRefusedWithItsReason() {
        byte[] bytes = ProSamples.full().encode(ByteOrder.LITTLE_ENDIAN);
        byte[] wrongMagic = bytes.clone();
        wrongMagic[0] ^= 1;
        byte[] newProperty = bytes.clone();
        newProperty[19] = 13; // after header, feed id and count: the number of the first property

        assertThat(reason(wrongMagic, ByteOrder.LITTLE_ENDIAN)).isEqualTo(ProReason.BAD_PAYLOAD_MAGIC);
        assertThat(reason(bytes, ByteOrder.BIG_ENDIAN)).isEqualTo(ProReason.BAD_PAYLOAD_MAGIC);
        assertThat(reason(newProperty, ByteOrder.LITTLE_ENDIAN)).isEqualTo(ProReason.UNKNOWN_PROPERTY);
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1), ByteOrder.LITTLE_ENDIAN))
                .isEqualTo(ProReason.TRAILING_BYTES);
    }

    @Test
    void decode_valueZero_isAbsentForPricesAndPresentForFunding() {
        ProFeed feed = decodeAgain(ProSamples.full()).feeds().get(1);

        assertThat(feed.has(ProProperty.PRICE)).isTrue();
        assertThat(feed.price()).isEmpty();
        assertThat(feed.find(ProProperty.PUBLISHER_COUNT)).hasValue(0);
        assertThat(decodeAgain(ProSamples.full()).feeds().get(0).find(ProProperty.FUNDING_RATE))
                .hasValue(0);
        assertThat(new ProFeed(1, List.of()).has(ProProperty.PRICE)).isFalse();
    }

    @Test
    void feed_propertyTwice_theLastCounts() {
        ProFeed feed = new ProFeed(
                1,
                List.of(
                        ProFeed.Value.of(ProProperty.PRICE, 1),
                        ProFeed.Value.of(ProProperty.PRICE, 2),
                        ProFeed.Value.of(ProProperty.CONFIDENCE, 1),
                        ProFeed.Value.none(ProProperty.CONFIDENCE)));

        assertThat(feed.price()).hasValue(2);
        assertThat(feed.confidence()).isEmpty();
    }

    @Test
    void feed_decimal_isMantissaTimesPower() {
        ProFeed feed = ProSamples.full().feeds().get(0);

        assertThat(feed.decimal(ProProperty.PRICE)).contains(new BigDecimal("67134.36287632"));
        assertThat(feed.decimal(ProProperty.FUNDING_RATE).orElseThrow()).isEqualByComparingTo("0");
        assertThat(feed.marketSession()).contains(ProMarketSession.CLOSED);
        assertThat(ProSamples.full().feeds().get(1).decimal(ProProperty.PRICE)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> feed.decimal(ProProperty.PUBLISHER_COUNT));
    }

    @Test
    void price_ofAFeed_isOfTheTimeItWasMade() {
        ProPayload payload = ProSamples.full();

        assertThat(payload.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(payload.price(1))
                .contains(
                        new OraclePrice(6_713_436_287_632L, -8, 1_500_580_860L, Instant.parse("2025-12-31T23:59:53Z")));
        assertThat(payload.ema(1).orElseThrow().mantissa()).isEqualTo(6_795_545_700_000L);
        assertThat(payload.price(0xffff_ffffL)).isEmpty();
        assertThat(payload.price(2)).isEmpty();
    }

    @Test
    void price_withAPartMissing_isNone() {
        List<ProFeed.Value> all =
                ProSamples.price(1_000_000, 7, 100).feeds().get(0).values();
        assertThat(new ProPayload(1, 1, List.of(new ProFeed(7, all))).price(7)).isPresent();
        for (ProProperty needed : List.of(
                ProProperty.PRICE, ProProperty.EXPONENT, ProProperty.CONFIDENCE, ProProperty.FEED_UPDATE_TIMESTAMP)) {
            List<ProFeed.Value> rest = new ArrayList<>(all);
            rest.removeIf(value -> value.property() == needed);

            assertThat(new ProPayload(1, 1, List.of(new ProFeed(7, rest))).price(7))
                    .as("without " + needed)
                    .isEmpty();
        }
        List<ProFeed.Value> negative = new ArrayList<>(all);
        negative.add(ProFeed.Value.of(ProProperty.CONFIDENCE, -1));
        assertThat(new ProPayload(1, 1, List.of(new ProFeed(7, negative))).price(7))
                .isEmpty();
    }

    @Test
    void values_thatNoPayloadCanSay_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProFeed.Value.of(ProProperty.PRICE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ProFeed.Value.of(ProProperty.PUBLISHER_COUNT, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> ProFeed.Value.of(ProProperty.EXPONENT, 32_768));
        assertThatIllegalArgumentException().isThrownBy(() -> ProFeed.Value.none(ProProperty.EXPONENT));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProFeed(1L << 32, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProPayload(0, 256, List.of()));
    }

    @Test
    void channel_floor_isTheNewestMoment() {
        Instant time = Instant.parse("2026-01-01T00:00:01.999999Z");

        assertThat(ProChannel.FIXED_RATE_200_MS.floorUs(time)).isEqualTo(ProSamples.TIMESTAMP_US + 1_800_000);
        assertThat(ProChannel.FIXED_RATE_1000_MS.floorUs(time)).isEqualTo(ProSamples.TIMESTAMP_US + 1_000_000);
        assertThat(ProChannel.REAL_TIME.floorUs(time)).isEqualTo(ProSamples.TIMESTAMP_US + 1_999_999);
        assertThat(ProChannel.of(0)).isEmpty();
        for (ProChannel channel : ProChannel.values()) {
            assertThat(ProChannel.of(channel.wireName())).contains(channel);
        }
    }

    @Test
    void property_numbersAndNames_leadBack() {
        for (ProProperty property : ProProperty.values()) {
            assertThat(ProProperty.of(property.id())).contains(property);
            assertThat(ProProperty.of(property.wireName())).contains(property);
        }
        assertThat(ProProperty.of(13)).isEmpty();
        assertThat(ProProperty.of(-1)).isEmpty();
        assertThat(ProProperty.EXPONENT.allows(OptionalLong.of(-32_768))).isTrue();
    }

    private static ProPayload decodeAgain(ProPayload payload) {
        return ProPayload.decode(payload.encode(ByteOrder.LITTLE_ENDIAN), ByteOrder.LITTLE_ENDIAN);
    }

    private static ProReason reason(byte[] bytes, ByteOrder order) {
        return catchThrowableOfType(ProMessageException.class, () -> ProPayload.decode(bytes, order))
                .reason();
    }
}
