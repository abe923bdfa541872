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
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Absent;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Refused;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Told;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CoreReaderTest {
    private static final BlockRef BLOCK = new BlockRef(7, Bytes32.of(new byte[32]), Instant.EPOCH);

    /** A chain where prices of even perps are known: 10 × the index. */
    private static final class BurningChain implements ChainReader {
        private final int gas;
        private final List<Integer> requests = new ArrayList<>();
        private Optional<SourceException> outage = Optional.empty();

        /** A call costs 1 of the gas, a refusal all but a 64th, and 1 is needed in the end to answer at all. */
        BurningChain(int gas) {
            this.gas = gas;
        }

        @Override
        public ChainId chainId() {
            return ChainId.HYPEREVM;
        }

        @Override
        public BlockRef latest() {
            return BLOCK;
        }

        @Override
        public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
            outage.ifPresent(error -> {
                throw error;
            });
            assertThat(at).isEqualTo(BLOCK);
            requests.add(calls.size());
            int left = gas;
            List<CallResult> results = new ArrayList<>();
            for (ContractCall call : calls) {
                int perp = new BigInteger(call.data()).intValue();
                boolean answers = perp % 2 == 0 && left > 1;
                results.add(new CallResult(
                        answers,
                        answers ? Hex.decode(PrecompileSample.words(Integer.toHexString(10 * perp))) : new byte[0]));
                left = answers ? left - 1 : left / 64;
            }
            if (left < 1) {
                throw new JsonRpcException("node", "eth_call", -32_000, "out of gas", Optional.empty())
                        .toSourceException();
            }
            return results;
        }
    }

    @Property(tries = 300)
    void refusedOnes_takeNobodyWithThem(@ForAll @Size(max = 40) List<Byte> perps) {
        BurningChain chain = new BurningChain(64);
        List<CoreRead<BigInteger>> reads =
                perps.stream().map(perp -> CoreRead.markPx(perp & 0xff)).toList();

        CoreAnswers answers = new CoreReader(chain).fetch(reads);

        for (int i = 0; i < reads.size(); i++) {
            int perp = perps.get(i) & 0xff;
            assertThat(answers.find(reads.get(i)))
                    .isEqualTo(perp % 2 == 0 ? Optional.of(BigInteger.valueOf(10L * perp)) : Optional.empty());
        }
    }

    @Test
    void allWell_isOneRequest_andOneMoreForEachRefused() {
        BurningChain well = new BurningChain(1_000_000_000);
        new CoreReader(well).fetch(reads(0, 2, 4, 6));
        BurningChain refusing = new BurningChain(1_000_000_000);
        new CoreReader(refusing).fetch(reads(0, 1, 2, 3, 4));

        assertThat(well.requests).containsExactly(4);
        // both are refused; the first one again and alone in front, then the second
        assertThat(refusing.requests).containsExactly(5, 2, 1);
    }

    @Test
    void single_refused_isAskedOnce() {
        BurningChain chain = new BurningChain(64);
        CoreReader reader = new CoreReader(chain);

        assertThat(reader.find(CoreRead.markPx(3))).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.fetch(CoreRead.markPx(3)))
                .withMessageContaining("MARK_PX[3] was refused: check the index");
        assertThat(reader.fetch(CoreRead.markPx(4))).isEqualTo(40);
        assertThat(chain.requests).containsExactly(1, 1, 1);
    }

    @Test
    void nothing_isNotAsked() {
        BurningChain chain = new BurningChain(64);

        assertThat(new CoreReader(chain).fetch(List.of()).at()).isEqualTo(BLOCK);
        assertThat(chain.requests).isEmpty();
    }

    @Test
    void outage_isNotTakenForGas() {
        BurningChain chain = new BurningChain(64);
        for (SourceException error : List.of(
                new RateLimited("node", Optional.empty(), ""),
                new Transport("node", "connection lost", new IllegalStateException()))) {
            chain.outage = Optional.of(error);

            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> new CoreReader(chain).fetch(reads(0, 2, 4)))
                    .isSameAs(error);
        }
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

    private static List<CoreRead<BigInteger>> reads(int... perps) {
        return IntStream.of(perps).mapToObj(CoreRead::markPx).toList();
    }
}
