package io.plimsoll.evm.protocol.uniswapv3;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.EventDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Topics as they are on the chain, from another hash and another hand than ours. */
class UniswapV3EventsTest {
    static Stream<Arguments> topics() {
        return Stream.of(
                Arguments.of(
                        UniswapV3Events.POOL_CREATED,
                        "0x783cca1c0412dd0d695e784568c96da2e9c22ff989357a2e8b1d9b2b4e6b7118"),
                Arguments.of(
                        UniswapV3Events.POOL_CREATED_BY_TICK_SPACING,
                        "0xab0d57f0df537bb25e80245ef7748fa62353808c54d6e528a9dd20887aed9ac2"),
                Arguments.of(
                        UniswapV3Events.FEE_AMOUNT_ENABLED,
                        "0xc66a3fdf07232cdd185febcc6579d408c241b47ae2f9907d84be655141eeaecc"),
                Arguments.of(
                        UniswapV3Events.INITIALIZE,
                        "0x98636036cb66a9c19a37435efc1e90142190214e8abeb821bdba3f2990dd4c95"),
                Arguments.of(
                        UniswapV3Events.MINT, "0x7a53080ba414158be7ec69b987b5fb7d07dee101fe85488f0853ae16239d0bde"),
                Arguments.of(
                        UniswapV3Events.BURN, "0x0c396cd989a39f4459b5fa1aed6a9a8dcdbc45908acfd67e028cd568da98982c"),
                Arguments.of(
                        UniswapV3Events.COLLECT, "0x70935338e69775456a85ddef226c395fb668b63fa0115f5f20610b388e6ca9c0"),
                Arguments.of(
                        UniswapV3Events.SWAP, "0xc42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67"),
                Arguments.of(
                        UniswapV3Events.FLASH, "0xbdbdb71d7860376ba52b25a5028beea23581364a40522f6bcfb86bb1f2dca633"),
                Arguments.of(
                        UniswapV3Events.SET_FEE_PROTOCOL,
                        "0x973d8d92bb299f4af6ce49b52a8adb85ae46b9f214c4c4fc06ac77401237b133"),
                Arguments.of(
                        UniswapV3Events.COLLECT_PROTOCOL,
                        "0x596b573906218d3411850b26a6b437d6c4522fdb43d2d2386263f86d50b8b151"),
                Arguments.of(
                        UniswapV3Events.INCREASE_OBSERVATION_CARDINALITY_NEXT,
                        "0xac49e518f90a358f652e4400164f05a5d8f7e35e7747279bc3a93dbf584e125a"),
                Arguments.of(
                        UniswapV3Events.INCREASE_LIQUIDITY,
                        "0x3067048beee31b25b2f1681f88dac838c8bba36af25bfb2b7cf7473a5847e35f"),
                Arguments.of(
                        UniswapV3Events.DECREASE_LIQUIDITY,
                        "0x26f6a048ee9138f2c0ce266f322cb99228e8d619ae2bff30c67f8dcf9d2377b4"),
                Arguments.of(
                        UniswapV3Events.POSITION_COLLECT,
                        "0x40d0efd1a53d60ecbf40971b9daf7dc90178c3aadc7aab1765632738fa8b8f01"),
                Arguments.of(
                        UniswapV3Events.POSITION_TRANSFER,
                        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void topic_isThatOfTheDeployedContracts(EventDecoder<?> decoder, String topic) {
        assertThat(decoder.topic().hex()).isEqualTo(topic);
    }
}
