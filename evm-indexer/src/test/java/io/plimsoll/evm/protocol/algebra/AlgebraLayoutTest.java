package io.plimsoll.evm.protocol.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlgebraLayoutTest {
    private static final Address FACTORY = Address.parse("0x" + "5b".repeat(20));
    private static final String TOKEN0 = "0".repeat(24) + "20".repeat(20);
    private static final String TOKEN1 = "0".repeat(24) + "30".repeat(20);
    private static final String DEPLOYER = "0".repeat(24) + "de".repeat(20);
    private static final String ZERO = "0".repeat(64);

    private static AbiData data(String... words) {
        return new AbiData("test", Hex.decode(String.join("", words)));
    }

    private static AbiData position(String... afterTokens) {
        return data(ZERO, ZERO, TOKEN0, TOKEN1, String.join("", afterTokens));
    }

    @Test
    void poolOfAPair_isAskedByPair_thatOfADeployerByDeployer() {
        ContractCall pair =
                AlgebraLayout.INTEGRAL.findPool(FACTORY, position(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO));
        assertThat(pair.to()).isEqualTo(FACTORY);
        assertThat(Hex.encode(pair.data())).isEqualTo("0xd9a641e1" + TOKEN0 + TOKEN1);

        ContractCall custom =
                AlgebraLayout.INTEGRAL.findPool(FACTORY, position(DEPLOYER, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO));
        assertThat(Hex.encode(custom.data())).isEqualTo("0x23da36cc" + DEPLOYER + TOKEN0 + TOKEN1);

        // the first release has no deployers
        AbiData first = position(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);
        assertThat(Hex.encode(AlgebraLayout.INTEGRAL.findPool(FACTORY, first).data()))
                .isEqualTo("0xd9a641e1" + TOKEN0 + TOKEN1);
        assertThat(AlgebraLayout.INTEGRAL.rangeWord(first)).isEqualTo(4);
        assertThat(AlgebraLayout.INTEGRAL.rangeWord(position(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO)))
                .isEqualTo(5);
    }

    @Test
    void globalState_isAskedAsItIs() {
        assertThat(AlgebraLayout.INTEGRAL.stateCalls(FACTORY))
                .extracting(call -> Hex.encode(call.data()))
                .startsWith("0xe76c01e4")
                .hasSize(3);
    }

    @Test
    void answersOfOtherContracts_areMalformed() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> AlgebraLayout.INTEGRAL.rangeWord(position(ZERO)))
                .withMessageContaining("positions answered 5 words, Algebra Integral answers 11 or 12");
        // Uniswap's slot0 has a word more
        AbiData slot0 = data(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> AlgebraLayout.INTEGRAL.state(List.of(slot0, slot0, slot0)))
                .withMessageContaining("globalState answered 7 words");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> AlgebraLayout.INTEGRAL.tick(0, data(ZERO)))
                .withMessageContaining("ticks answered 1 words");
    }

    @Test
    void positionKey_isOwnerAndTicksSideBySide() {
        assertThat(AlgebraLayout.INTEGRAL
                        .positionKey(Address.parse("0x" + "ab".repeat(20)), -60, 120)
                        .hex())
                .isEqualTo("0x000000000000" + "ab".repeat(20) + "ffffc4" + "000078");
    }
}
