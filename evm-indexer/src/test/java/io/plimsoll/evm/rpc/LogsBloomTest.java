package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That it is the bloom of real blocks, {@code RpcLogSourceIT} shows. */
class LogsBloomTest {
    private static final Address CONTRACT = Address.parse("0x" + "a".repeat(40));
    private static final Bytes32 FIRST = Bytes32.parse("0x" + "1".repeat(64));
    private static final Bytes32 SECOND = Bytes32.parse("0x" + "2".repeat(64));

    @Test
    void bloom_mayContainWhatWasAdded() {
        LogsBloom bloom =
                new LogsBloom.Builder().add(CONTRACT, List.of(FIRST, FIRST)).build();

        assertThat(bloom.mayContain(CONTRACT)).isTrue();
        assertThat(bloom.mayContain(FIRST)).isTrue();
        assertThat(bloom.mayContain(SECOND)).isFalse();
    }

    @Test
    void bloom_coversThatOfSomeOfTheLogs() {
        LogsBloom.Builder builder = new LogsBloom.Builder().add(CONTRACT, List.of(FIRST));
        LogsBloom some = builder.build();
        LogsBloom all = builder.add(CONTRACT, List.of(SECOND)).build();

        assertThat(all.covers(some)).isTrue();
        assertThat(all.covers(all)).isTrue();
        assertThat(some.covers(all)).isFalse();
        assertThat(some.covers(LogsBloom.EMPTY)).isTrue();
    }

    @Test
    void empty_containsNothing() {
        assertThat(LogsBloom.EMPTY.mayContain(CONTRACT)).isFalse();
        assertThat(new LogsBloom.Builder().build()).isEqualTo(LogsBloom.EMPTY);
    }

    @Test
    void text_isReadBack() {
        LogsBloom bloom = new LogsBloom.Builder().add(CONTRACT, List.of(FIRST)).build();

        assertThat(LogsBloom.parse(bloom.toString())).isEqualTo(bloom).hasSameHashCodeAs(bloom);
        assertThatIllegalArgumentException().isThrownBy(() -> LogsBloom.parse("0x00"));
    }
}
