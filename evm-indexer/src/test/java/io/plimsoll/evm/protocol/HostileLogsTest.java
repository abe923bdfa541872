package io.plimsoll.evm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.protocol.aavev3.AaveV3Events;
import io.plimsoll.evm.protocol.morpho.MorphoEvents;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Strangers log what they like: a decoder gives an event or none, but never fails, as that would stop an index. */
class HostileLogsTest {
    private static final List<EventDecoder<?>> DECODERS = Stream.<Collection<? extends EventDecoder<?>>>of(
                    AaveV3Events.POOL,
                    AaveV3Events.CONFIGURATOR,
                    AaveV3Events.PROVIDER,
                    AaveV3Events.ORACLE,
                    AaveV3Events.PRICE_SOURCE,
                    AaveV3Events.PROXY,
                    AaveV3Events.TOKEN,
                    MorphoEvents.MORPHO,
                    MorphoEvents.ADAPTIVE_CURVE_IRM,
                    MorphoEvents.META_MORPHO_FACTORY,
                    MorphoEvents.PRE_LIQUIDATION,
                    PerpDexEvents.ALL)
            .<EventDecoder<?>>flatMap(Collection::stream)
            .toList();
    private static final LogRef AT = new LogRef(
            ChainId.HYPEREVM,
            new BlockRef(7, Bytes32.of(new byte[32]), Instant.ofEpochSecond(1_700_000_000)),
            Bytes32.of(new byte[32]),
            0,
            0);

    @Property(tries = 300)
    void anyLog_isAnEventOrNone(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 3) int topics,
            @ForAll @IntRange(min = 0, max = 12) int words) {
        Random random = new Random(seed);
        for (EventDecoder<?> decoder : DECODERS) {
            List<Bytes32> all = new ArrayList<>(List.of(decoder.topic()));
            for (int i = 0; i < topics; i++) {
                all.add(Bytes32.of(word(random)));
            }
            byte[] data = new byte[words * 32 + (random.nextInt(8) == 0 ? random.nextInt(32) : 0)];
            for (int i = 0; i < words; i++) {
                System.arraycopy(word(random), 0, data, i * 32, 32);
            }
            assertThat(decoder.decode(new ChainLog(AT, Address.ZERO, all, data)))
                    .isNotNull();
        }
    }

    /** Words with all bits set are an event or none, whatever the types; nothing is thrown. */
    @Test
    void fullWords_areAnEventOrNone() {
        byte[] full = new byte[12 * 32];
        Arrays.fill(full, (byte) 0xff);
        for (EventDecoder<?> decoder : DECODERS) {
            for (int words = 0; words <= 12; words++) {
                for (int topics = 0; topics <= 3; topics++) {
                    List<Bytes32> all = new ArrayList<>(List.of(decoder.topic()));
                    for (int i = 0; i < topics; i++) {
                        all.add(Bytes32.of(Arrays.copyOf(full, 32)));
                    }
                    assertThat(decoder.decode(new ChainLog(AT, Address.ZERO, all, Arrays.copyOf(full, words * 32))))
                            .isNotNull();
                }
            }
        }
    }

    /** Random bytes hardly ever fit a type: small numbers, offsets and lengths do. */
    private static byte[] word(Random random) {
        byte[] word = new byte[32];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(word);
            case 1 -> word[31] = (byte) random.nextInt(3);
            case 2 -> {
                word[31] = (byte) (random.nextInt(8) * 32);
                word[30] = (byte) random.nextInt(2);
            }
            default -> {
                byte[] low = new byte[20];
                random.nextBytes(low);
                System.arraycopy(low, 0, word, 12, 20);
            }
        }
        return word;
    }
}
