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
        node.mine(1);
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
    void price_isScaledBySzDecimalsThatTheChainSays(AnvilNode node) {
        List<String> prices = List.of("0.123456", "1.23456", "12.3456", "123.456", "1234.56", "12345.6", "123456");
        for (int szDecimals = 0; szDecimals <= 6; szDecimals++) {
            CoreRead<PerpAssetInfo> perp = CoreRead.perpAssetInfo(szDecimals);
            CoreRead<BigInteger> oracle = CoreRead.oraclePx(szDecimals);
            String digit = Integer.toString(szDecimals);
            String input = PrecompileSample.words(digit);
            node.setCode(
                    Precompile.PERP_ASSET_INFO.address(),
                    PrecompileSample.stub(input, PrecompileSample.words("20", "a0", "32", digit, "a", "0", "0")));
            // 123,456
            node.setCode(Precompile.ORACLE_PX.address(), PrecompileSample.stub(input, PrecompileSample.words("1e240")));
            node.mine(1);

            CoreAnswers answers = reader(node).fetch(List.of(perp, oracle));

            assertThat(answers.of(perp).szDecimals()).isEqualTo(szDecimals);
            assertThat(answers.of(perp).price(answers.of(oracle))).isEqualByComparingTo(prices.get(szDecimals));
        }
    }

    @Test
    void chainWithoutHyperCore_saysSo(AnvilNode node) {
        CoreRead<BigInteger> mark = CoreRead.markPx(5);
        node.setCode(Precompile.MARK_PX.address(), "0x");
        node.mine(1);
        CoreReader reader = reader(node);

        assertThat(reader.fetch(List.of(mark)).answer(mark)).isEqualTo(new Absent<>(mark));
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> reader.find(mark));
    }

    private static CoreReader reader(AnvilNode node) {
        return new CoreReader(new MulticallReader(node.rpc()));
    }
}
