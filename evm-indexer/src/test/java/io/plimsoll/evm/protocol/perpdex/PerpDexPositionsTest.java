package io.plimsoll.evm.protocol.perpdex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionOpened;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionUpdated;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order of events; what they come to is compared with the contract on the node. */
class PerpDexPositionsTest {
    private static final PerpDexPositions POSITIONS = new PerpDexPositions("perp");
    private static final Bytes32 MARKET = Bytes32.parse("0x" + "01".repeat(32));

    private static LogRef at(int block, int logIndex) {
        return new LogRef(
                ChainId.HYPEREVM,
                new BlockRef(block, Bytes32.parse("0x" + "%064x".formatted(block)), Instant.ofEpochSecond(block)),
                MARKET,
                0,
                logIndex);
    }

    private static PositionUpdated updated(int block, int logIndex, int size) {
        return new PositionUpdated(
                at(block, logIndex),
                Address.ZERO,
                BigInteger.ONE,
                MARKET,
                Address.ZERO,
                BigDecimal.valueOf(size),
                BigDecimal.TEN,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO);
    }

    @Test
    void eventBeforeTheLastOne_isRefused() {
        PerpDexPosition opened = POSITIONS.after(
                Optional.empty(),
                new PositionOpened(
                        at(5, 3),
                        Address.ZERO,
                        BigInteger.ONE,
                        MARKET,
                        Address.ZERO,
                        PositionSide.LONG,
                        BigDecimal.TEN,
                        BigDecimal.TEN,
                        BigDecimal.ONE,
                        BigDecimal.ONE));
        PerpDexPosition updated = POSITIONS.after(Optional.of(opened), updated(5, 7, 20));

        assertThat(updated.size()).isEqualByComparingTo("20");
        for (PositionUpdated late : new PositionUpdated[] {updated(5, 7, 20), updated(5, 6, 15), updated(4, 9, 15)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> POSITIONS.after(Optional.of(updated), late))
                    .withMessageContaining("is past");
        }
        assertThat(POSITIONS.after(Optional.of(updated), updated(6, 0, 30)).size())
                .isEqualByComparingTo("30");
    }
}
