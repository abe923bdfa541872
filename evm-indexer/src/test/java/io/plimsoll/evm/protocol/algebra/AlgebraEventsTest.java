package io.plimsoll.evm.protocol.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.EventDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Topics as they are on the chain, from another hash and another hand than ours. */
class AlgebraEventsTest {
    static Stream<Arguments> topics() {
        return Stream.of(
                Arguments.of(
                        AlgebraEvents.POOL_CREATED,
                        "0x91ccaa7a278130b65168c3a0c8d3bcae84cf5e43704342bd3ec0b59e59c036db"),
                Arguments.of(
                        AlgebraEvents.CUSTOM_POOL_CREATED,
                        "0x8a5f030f5fc13b04a1e4ef7c47177e3d76b0e80e1d9be9843db37caa5b7b9b8f"),
                Arguments.of(AlgebraEvents.SWAP, "0x121cb44ee54098b1a04743c487e7460d8dd429b27f88b1f4d4767396e1a59f79"),
                Arguments.of(
                        AlgebraEvents.SWAP_FEE, "0x9443903d84c9719611bd4bba871daaf18a3950d00d5d78b1a2fa701f76df54ff"),
                Arguments.of(AlgebraEvents.BURN, "0x932214d4a69c27c086643126ed97c32681da179064c678836c173f99bd13ca01"),
                Arguments.of(
                        AlgebraEvents.BURN_FEE, "0x1a25098b7a731ae33ed362388b593b876963dfde0efb4db9c0befeed637ff26b"),
                Arguments.of(AlgebraEvents.FEE, "0x598b9f043c813aa6be3426ca60d1c65d17256312890be5118dab55b0775ebe2a"),
                Arguments.of(
                        AlgebraEvents.TICK_SPACING,
                        "0x01413b1d5d4c359e9a0daa7909ecda165f6e8c51fe2ff529d74b22a5a7c02645"),
                Arguments.of(
                        AlgebraEvents.COMMUNITY_FEE,
                        "0x3647dccc990d4941b0b05b32527ef493a98d6187b20639ca2f9743f3b55ca5e1"),
                Arguments.of(
                        AlgebraEvents.COMMUNITY_VAULT,
                        "0xb0b573c1f636e1f8bd9b415ba6c04d6dd49100bc25493fc6305b65ec0e581df3"),
                Arguments.of(
                        AlgebraEvents.PLUGIN, "0x27a3944eff2135a57675f17e72501038982b73620d01f794c72e93d61a3932a2"),
                Arguments.of(
                        AlgebraEvents.PLUGIN_CONFIG,
                        "0x3a6271b36c1b44bd6a0a0d56230602dc6919b7c17af57254306fadf5fee69dc3"),
                Arguments.of(
                        AlgebraEvents.EXCESS_TOKENS,
                        "0xef10ebb00f0dbc72ad4602e94abbbda6f3d40632714f70e9c8fa30d5d44289c9"),
                Arguments.of(
                        AlgebraEvents.INCREASE_LIQUIDITY,
                        "0x8a82de7fe9b33e0e6bca0e26f5bd14a74f1164ffe236d50e0a36c3ea70f2b814"),
                Arguments.of(
                        AlgebraEvents.FARMING_FAILED,
                        "0x4f27462fbdc9bce16bb573a06acba6b27394e151da96ce8098d8e29a6dc8d64b"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void topic_isThatOfTheDeployedContracts(EventDecoder<?> decoder, String topic) {
        assertThat(decoder.topic().hex()).isEqualTo(topic);
    }
}
