package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.pyth.update.UpdateMessage.PublisherStakeCaps;
import io.plimsoll.pyth.update.UpdateMessage.PublisherStakeCaps.Cap;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UpdateMessageTest {
    @Property
    void price_ofAnyValues_isTheSameAfterEncodingAndDecoding(
            @ForAll @Size(32) byte[] feed,
            @ForAll long price,
            @ForAll long conf,
            @ForAll int expo,
            @ForAll long time,
            @ForAll long ema) {
        UpdateMessage.Price message =
                new UpdateMessage.Price(Bytes32.of(feed), price, conf, expo, time, time - 1, ema, ~conf);

        assertThat(message.encode()).hasSize(UpdateMessage.Price.LENGTH);
        assertThat(UpdateMessage.decode(message.encode())).isEqualTo(message);
    }

    @Property
    void twap_ofAnyValues_isTheSameAfterEncodingAndDecoding(
            @ForAll @Size(32) byte[] feed,
            @ForAll @Size(16) byte[] price,
            @ForAll @Size(16) byte[] conf,
            @ForAll long down,
            @ForAll int expo,
            @ForAll long time,
            @ForAll long slot) {
        UpdateMessage.Twap message = new UpdateMessage.Twap(
                Bytes32.of(feed), new BigInteger(price), new BigInteger(1, conf), down, expo, time, time - 1, slot);

        assertThat(message.encode()).hasSize(UpdateMessage.Twap.LENGTH);
        assertThat(UpdateMessage.decode(message.encode())).isEqualTo(message);
    }

    @Test
    void twap_sumsBeyond128Bits_areRefused() {
        BigInteger most = BigInteger.ONE.shiftLeft(127);
        Bytes32 feed = Bytes32.of(new byte[32]);

        assertThat(new UpdateMessage.Twap(
                                feed, most.negate(), most.shiftLeft(1).subtract(BigInteger.ONE), 0, 0, 0, 0, 0)
                        .encode())
                .hasSize(101);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdateMessage.Twap(feed, most, BigInteger.ONE, 0, 0, 0, 0, 0).encode());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new UpdateMessage.Twap(feed, most.negate(), most.shiftLeft(1), 0, 0, 0, 0, 0).encode());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new UpdateMessage.Twap(feed, most.negate(), BigInteger.ONE.negate(), 0, 0, 0, 0, 0).encode());
    }

    @Property(tries = 200)
    void publisherStakeCaps_ofAnyValues_areTheSameAfterEncodingAndDecoding(
            @ForAll long time, @ForAll @Size(max = 30) List<Long> values) {
        PublisherStakeCaps message = new PublisherStakeCaps(
                time,
                values.stream()
                        .map(value -> new Cap(Bytes32.parse(String.format("%064x", value)), value))
                        .toList());

        assertThat(UpdateMessage.decode(message.encode())).isEqualTo(message);
        assertThat(message.feed()).isEmpty();
    }

    /** By hand from the layout: type, time, count, key and cap of each. */
    @Test
    void publisherStakeCaps_layout() {
        String key = "ab".repeat(32);

        assertThat(UpdateMessage.decode(Hex.decode("02" + "0000000000000005" + "0001" + key + "ffffffffffffffff")))
                .isEqualTo(new PublisherStakeCaps(5, List.of(new Cap(Bytes32.parse(key), -1L))));
    }

    @Property
    void unknownMessage_ofAnyBytes_isKept(@ForAll @Size(max = 100) byte[] rest, @ForAll byte type) {
        byte[] bytes = new byte[1 + rest.length];
        bytes[0] = (byte) (type | 0x80);
        System.arraycopy(rest, 0, bytes, 1, rest.length);

        UpdateMessage message = UpdateMessage.decode(bytes);

        assertThat(message).isEqualTo(new UpdateMessage.Other(bytes)).hasSameHashCodeAs(new UpdateMessage.Other(bytes));
        assertThat(message.encode()).isEqualTo(bytes);
        assertThat(((UpdateMessage.Other) message).type()).isEqualTo(bytes[0] & 0xff);
        assertThat(message).isNotEqualTo(new UpdateMessage.Other(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    /** One byte too few is refused, bytes of a later version are passed over. */
    @Test
    void lengths_ofEveryType() {
        Bytes32 feed = Bytes32.of(new byte[32]);
        for (UpdateMessage message : List.of(
                new UpdateMessage.Price(feed, -1, 2, -8, 3, 4, -5, 6),
                new UpdateMessage.Twap(feed, BigInteger.TEN, BigInteger.ONE, 1, 2, 3, 4, 5),
                new PublisherStakeCaps(1, List.of(new Cap(feed, 2))))) {
            byte[] bytes = message.encode();
            assertThat(UpdateMessage.decode(Arrays.copyOf(bytes, bytes.length + 7)))
                    .isEqualTo(message);
            for (int length = 1; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatExceptionOfType(UpdateFormatException.class)
                        .isThrownBy(() -> UpdateMessage.decode(cut))
                        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_MESSAGE));
            }
        }
        assertThatExceptionOfType(UpdateFormatException.class).isThrownBy(() -> UpdateMessage.decode(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new UpdateMessage.Other(new byte[0]));
    }
}
