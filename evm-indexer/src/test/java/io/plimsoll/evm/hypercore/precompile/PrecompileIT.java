package io.plimsoll.evm.hypercore.precompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Absent;
import io.plimsoll.evm.hypercore.precompile.CoreAnswer.Refused;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contracts in the precompiles' place on a real node: they burn all gas when asked anything but their one question. */
@NodeTest
class PrecompileIT {
    private static final List<PrecompileSample<?>> SAMPLES = PrecompileSample.all().stream()
            .filter(sample -> !sample.toString().equals("TOKEN_INFO[150]"))
            .toList();

    @BeforeEach
    void deploy(AnvilNode node, NodeModules modules) {
        Multicall3Deployment.deploy(node, modules);
        SAMPLES.forEach(sample -> node.setCode(sample.precompile(), sample.stub()));
    }

    @Test
    void all21_answerInOneState(AnvilNode node) {
        CoreAnswers answers =
                reader(node).fetch(SAMPLES.stream().map(PrecompileSample::read).toList());

        assertThat(SAMPLES)
                .hasSize(21)
                .allSatisfy(
                        sample -> assertThat((Object) answers.of(sample.read())).isEqualTo(sample.answer()));
        assertThat(answers.at().number()).isEqualTo(node.blockNumber());
    }

    @Test
    void refused_amongOthers_takeNobodyWithThem(AnvilNode node) {
        List<CoreRead<?>> reads = new ArrayList<>();
        for (int i = 0; i < SAMPLES.size(); i++) {
            reads.add(SAMPLES.get(i).read());
            reads.add(CoreRead.perpAssetInfo(1_000L + i));
        }
        Collections.reverse(reads);

        CoreAnswers answers = reader(node).fetch(reads);

        assertThat(SAMPLES)
                .allSatisfy(
                        sample -> assertThat((Object) answers.of(sample.read())).isEqualTo(sample.answer()));
        assertThat(reads.stream().filter(read -> answers.answer(read) instanceof Refused))
                .hasSize(SAMPLES.size());
    }

    @Test
    void chainWithoutHyperCore_saysSo(AnvilNode node) {
        CoreRead<BigInteger> mark = CoreRead.markPx(5);
        node.setCode(Precompile.MARK_PX.address(), "0x");
        CoreReader reader = reader(node);

        assertThat(reader.fetch(List.of(mark)).answer(mark)).isEqualTo(new Absent<>(mark));
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> reader.find(mark));
    }

    private static CoreReader reader(AnvilNode node) {
        return new CoreReader(new MulticallReader(node.rpc()));
    }
}
