package io.plimsoll.core.foundation.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.testing.repository.index.Chains;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogRefTest {
    private static final Bytes32 TRANSACTION = Bytes32.parse("0x" + "7".repeat(64));

    @Test
    void order_isByChainBlockTransactionAndLog() {
        List<LogRef> ordered = List.of(
                at(998, 20, 0, 0),
                at(999, 9, 0, 0),
                at(999, 10, 0, 0),
                at(999, 10, 0, 2),
                at(999, 10, 1, 1),
                at(999, 10, 2, 0));
        List<LogRef> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(3));

        assertThat(shuffled.stream().sorted()).isEqualTo(ordered);
    }

    @Test
    void samePlace_inTwoVersionsOfABlock_differs() {
        LogRef one = new LogRef(ChainId.HYPEREVM, Chains.block(5, 0), TRANSACTION, 0, 0);
        LogRef other = new LogRef(ChainId.HYPEREVM, Chains.block(5, 1), TRANSACTION, 0, 0);

        assertThat(one).isNotEqualTo(other).isLessThan(other);
        assertThat(one).isEqualByComparingTo(new LogRef(ChainId.HYPEREVM, Chains.block(5, 0), TRANSACTION, 0, 0));
    }

    @Test
    void negativePlace_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> at(999, 5, -1, 0)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> at(999, 5, 0, -2)).withMessageContaining("-2");
    }

    private static LogRef at(long chain, long block, int transactionIndex, int logIndex) {
        return new LogRef(new ChainId(chain), Chains.block(block), TRANSACTION, transactionIndex, logIndex);
    }
}
