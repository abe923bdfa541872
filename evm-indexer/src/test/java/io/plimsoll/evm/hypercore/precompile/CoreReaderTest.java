package io.plimsoll.evm.hypercore.precompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Absent;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Refused;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Told;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreReaderTest {
    private static final BlockRef BLOCK = new BlockRef(7, Bytes32.of(new byte[32]), Instant.EPOCH);

    /** A chain that knows the prices of even perps, 10 × the index, and moves on as often as it is told to. */
    private static final class MovingChain implements ChainReader {
        private int moves;
        private int requests;

        MovingChain(int moves) {
            this.moves = moves;
        }

        @Override
        public ChainId chainId() {
            return ChainId.HYPEREVM;
        }

        @Override
        public BlockRef latest() {
            return new BlockRef(BLOCK.number() + requests, BLOCK.hash(), BLOCK.time());
        }

        @Override
        public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
            requests++;
            if (moves-- > 0) {
                throw new Unusable("node", "has the newest state only");
            }
            return calls.stream()
                    .map(call -> new BigInteger(call.data()).intValue())
                    .map(perp -> perp % 2 == 0
                            ? new CallResult(true, Hex.decode(PrecompileSample.words(Integer.toHexString(10 * perp))))
                            : new CallResult(false, new byte[0]))
                    .toList();
        }
    }

    @Test
    void manyQuestions_areOneCall() {
        MovingChain chain = new MovingChain(0);
        CoreRead<BigInteger> known = CoreRead.markPx(4);
        CoreRead<BigInteger> unknown = CoreRead.markPx(5);

        CoreAnswers answers = new CoreReader(chain).fetch(List.of(known, unknown));

        assertThat(answers.of(known)).isEqualTo(40);
        assertThat(answers.find(unknown)).isEmpty();
        assertThat(answers.at()).isEqualTo(BLOCK);
        assertThat(chain.requests).isOne();
    }

    @Test
    void oneQuestion_isAnsweredOrRefused() {
        CoreReader reader = new CoreReader(new MovingChain(0));

        assertThat(reader.fetch(CoreRead.markPx(4))).isEqualTo(40);
        assertThat(reader.find(CoreRead.markPx(3))).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.fetch(CoreRead.markPx(3)))
                .withMessageContaining("MARK_PX[3] was refused: check the index");
    }

    @Test
    void chainThatMovesOn_isAskedForItsNewestBlockAgain() {
        MovingChain chain = new MovingChain(4);
        CoreRead<BigInteger> read = CoreRead.markPx(4);

        CoreAnswers answers = new CoreReader(chain).fetch(List.of(read));

        assertThat(answers.of(read)).isEqualTo(40);
        assertThat(answers.at().number()).isEqualTo(BLOCK.number() + 4);
    }

    @Test
    void chainThatMovesOnEachTime_isAnError_andAGivenBlockIsNeverAnother() {
        MovingChain always = new MovingChain(5);
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> new CoreReader(always).fetch(CoreRead.markPx(4)))
                .withMessageContaining("newest state only");
        assertThat(always.requests).isEqualTo(5);

        MovingChain once = new MovingChain(1);
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> new CoreReader(once).fetch(List.of(CoreRead.markPx(4)), BLOCK));
        assertThat(once.requests).isOne();
    }

    @Test
    void answers_areTyped() {
        CoreRead<BigInteger> told = CoreRead.markPx(0);
        CoreRead<BigInteger> refused = CoreRead.markPx(1);
        CoreRead<BigInteger> absent = CoreRead.oraclePx(0);
        CoreRead<BigInteger> cutOff = CoreRead.spotPx(0);
        CoreAnswers answers = new CoreAnswers(
                BLOCK,
                List.of(told, refused, absent, cutOff),
                List.of(
                        new CallResult(true, Hex.decode(PrecompileSample.words("5"))),
                        new CallResult(false, new byte[0]),
                        new CallResult(true, new byte[0]),
                        new CallResult(true, new byte[31])));

        assertThat(answers.answer(told)).isEqualTo(new Told<>(BigInteger.valueOf(5)));
        assertThat(answers.answer(refused)).isEqualTo(new Refused<>(refused));
        assertThat(answers.answer(absent)).isEqualTo(new Absent<>(absent));
        assertThat(answers.of(told)).isEqualTo(5);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> answers.of(refused));
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> answers.find(absent))
                .withMessageContaining("ORACLE_PX[0] answered nothing: this chain or node has no such precompile");
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> answers.answer(cutOff));
        assertThatIllegalArgumentException().isThrownBy(() -> answers.of(CoreRead.markPx(0)));
    }
}
