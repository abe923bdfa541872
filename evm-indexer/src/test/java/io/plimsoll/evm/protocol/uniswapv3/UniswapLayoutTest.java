package io.plimsoll.evm.protocol.uniswapv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.ScriptedChain;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class UniswapLayoutTest {
    private static final Address MANAGER = address("5a");
    private static final Address FACTORY = address("5b");
    private static final Address POOL = address("4c");
    private static final Address TOKEN0 = address("20");
    private static final Address TOKEN1 = address("30");

    private static Address address(String octet) {
        return Address.parse("0x" + octet.repeat(20));
    }

    private static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger number(Address address) {
        return new BigInteger(1, address.toBytes());
    }

    private static AbiData words(int count) {
        ByteBuffer words = ByteBuffer.allocate(32 * count);
        for (int i = 0; i < count; i++) {
            words.position(32 * i + 31).put((byte) (100 + i));
        }
        return new AbiData("test", words.array());
    }

    /** Slipstream puts the staked liquidity before the fee growth; taken for Uniswap's, every fee would be wrong. */
    @Test
    void feeGrowthOfATick_isWhereTheNumberOfWordsSays() {
        for (UniswapLayout layout : UniswapLayout.values()) {
            assertThat(layout.tick(-60, words(8))).isEqualTo(new TickSnapshot(-60, number(102), number(103)));
            assertThat(layout.tick(-60, words(10))).isEqualTo(new TickSnapshot(-60, number(103), number(104)));
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> layout.tick(-60, words(9)))
                    .withMessageContaining("ticks answered 9 words");
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> layout.rangeWord(words(10)))
                    .withMessageContaining("positions answered 10 words");
        }
    }

    /** Algebra's manager answers as many words, with a deployer where the fee should be. */
    @Test
    void managerOfAnotherBranch_isMalformed() {
        byte[] words = new byte[32 * 12];
        Arrays.fill(words, 32 * 4 + 12, 32 * 5, (byte) 0x5c);
        for (UniswapLayout layout : UniswapLayout.values()) {
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> layout.findPool(FACTORY, new AbiData("positions", words)))
                    .withMessageContaining("manager of another kind");
        }
    }

    @Test
    void positionOfASlipstreamPool_hasThePoolsFeeAndFindsItByTickSpacing() {
        try (ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, ManualClock.atNewYear())) {
            chain.answer(
                    MANAGER,
                    "positions(uint256)",
                    number(0),
                    number(0),
                    number(TOKEN0),
                    number(TOKEN1),
                    number(200),
                    number(-400),
                    number(600),
                    number(12_345),
                    number(7),
                    number(8),
                    number(9),
                    number(10));
            chain.answer(
                    FACTORY,
                    "getPool(address,address,int24)",
                    arguments -> new BigInteger(1, Arrays.copyOfRange(arguments, 64, 96)).equals(number(200))
                            ? padded(number(POOL))
                            : new byte[32]);
            // price, tick, observation index and cardinalities, unlocked: no feeProtocol
            chain.answer(
                    POOL,
                    "slot0()",
                    BigInteger.ONE.shiftLeft(96),
                    number(-3),
                    number(1),
                    number(1),
                    number(1),
                    number(1));
            chain.answer(POOL, "fee()", number(2_500));
            chain.answer(POOL, "feeGrowthGlobal0X128()", number(1_000));
            chain.answer(POOL, "feeGrowthGlobal1X128()", number(2_000));
            chain.answer(
                    POOL,
                    "ticks(int24)",
                    number(5),
                    number(5),
                    number(4),
                    number(70),
                    number(80),
                    number(90),
                    number(0),
                    number(0),
                    number(0),
                    number(1));
            chain.answer(POOL, "positions(bytes32)", number(12_345), number(7), number(8), number(9), number(10));
            UniswapV3PositionReader reader = new UniswapV3PositionReader(
                    new MulticallReader(JsonRpc.of("chain", chain.url(), new OkHttpClient(), Duration.ofSeconds(5))),
                    MANAGER,
                    FACTORY,
                    UniswapLayout.BY_TICK_SPACING,
                    10);

            LpHolding holding = reader.fetchPosition(BigInteger.ONE);

            assertThat(holding.position().fee()).isEqualTo(2_500);
            assertThat(holding.position().tickLower()).isEqualTo(-400);
            assertThat(holding.pool().address()).isEqualTo(POOL);
            assertThat(holding.pool().tick()).isEqualTo(-3);
            assertThat(holding.lower()).isEqualTo(new TickSnapshot(-400, number(70), number(80)));
            // inside = 1,000 - 70 - 70 of token0; times 12,345 it is not yet one unit
            assertThat(holding.feeGrowthInside0X128()).isEqualTo(number(860));
            Collectable collectable =
                    reader.fetchCollectable(List.of(BigInteger.ONE)).get(0);
            assertThat(collectable.amount0()).isEqualTo(number(9));
            assertThat(collectable.amount1()).isEqualTo(number(10));

            chain.answer(POOL, "fee()", number(1_000_000));
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> reader.fetchPosition(BigInteger.ONE))
                    .withMessageContaining("fee must be 0 to 999999");
        }
    }

    private static byte[] padded(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[32];
        System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
        return word;
    }
}
