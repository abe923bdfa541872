package io.plimsoll.evm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StateReadsTest {
    private static final Address CONTRACT = Address.parse("0x" + "c0".repeat(20));

    private final FakeContracts contracts = new FakeContracts();
    private final StateReads reads = new StateReads(contracts, contracts.latest());

    @Test
    void answers_areThereAfterAsking_round_byRound() {
        contracts.answer(CONTRACT, "one()", 1).answer(CONTRACT, "two()", 2);

        Supplier<BigInteger> one = reads.read(CONTRACT, answer -> answer.unsigned(0), "one");
        assertThatIllegalStateException().isThrownBy(one::get).withMessageContaining("one of " + CONTRACT);
        reads.ask();
        Supplier<BigInteger> two = reads.read(CONTRACT, answer -> answer.unsigned(0), "two");
        reads.ask();

        assertThat(one.get()).isOne();
        assertThat(two.get()).isEqualTo(2);
    }

    @Test
    void callThatReverts_isMalformed_whereAnAnswerIsNeeded() {
        reads.read(CONTRACT, answer -> answer.unsigned(0), "nothing");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(reads::ask)
                .withMessageContaining("nothing of " + CONTRACT + " reverted");
    }

    @Test
    void callThatRevertsOrSaysNothingOrNonsense_isEmpty_whereItMay() {
        contracts.answer(CONTRACT, "silent()").answer(CONTRACT, "short()", argument -> new byte[3]);

        Supplier<Optional<BigInteger>> nothing = reads.find(CONTRACT, answer -> answer.unsigned(0), "nothing");
        Supplier<Optional<BigInteger>> silent = reads.find(CONTRACT, answer -> answer.unsigned(0), "silent");
        Supplier<Optional<BigInteger>> tooShort = reads.find(CONTRACT, answer -> answer.unsigned(0), "short");
        reads.ask();

        assertThat(nothing.get()).isEmpty();
        assertThat(silent.get()).isEmpty();
        assertThat(tooShort.get()).isEmpty();
    }
}
