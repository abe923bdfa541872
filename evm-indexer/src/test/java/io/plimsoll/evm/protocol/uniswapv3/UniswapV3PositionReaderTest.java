package io.plimsoll.evm.protocol.uniswapv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.ScriptedChain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read is what was put there; the real contracts are asked in the examples' {@code UniswapPositionIT}. */
class UniswapV3PositionReaderTest {
    private static final Address MANAGER = address("5a");
    private static final Address FACTORY = address("5b");
    private static final Address OWNER = address("01");
    private static final BlockRef ANY_BLOCK = new BlockRef(0, Bytes32.of(new byte[32]), Instant.EPOCH);

    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, ManualClock.atNewYear());
    private final MulticallReader calls =
            new MulticallReader(JsonRpc.of("node", chain.url(), new OkHttpClient(), Duration.ofMillis(2_000)));
    private final UniswapV3PositionReader reader = new UniswapV3PositionReader(calls, MANAGER, FACTORY);

    private static Address address(String octet) {
        return Address.parse("0x" + octet.repeat(20));
    }

    /** A position of its own pool and tokens; numbers at the ends of their ranges. */
    private static LpHolding holding(int id, BigInteger liquidity, BigInteger owed) {
        Token token0 = new Token(address("2" + id), "WHYPE", 18);
        Token token1 = new Token(address("3" + id), "USDC", 6);
        BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        LpPosition position = new LpPosition(
                ChainId.HYPEREVM,
                MANAGER,
                BigInteger.valueOf(id),
                token0.address(),
                token1.address(),
                3000,
                -887_220,
                -60 * id,
                liquidity,
                most,
                BigInteger.valueOf(5),
                owed,
                BigInteger.ZERO);
        return new LpHolding(
                position,
                new PoolSnapshot(
                        address("4" + id), token0, token1, ANY_BLOCK, BigInteger.ONE.shiftLeft(96), 0, most, most),
                new TickSnapshot(-887_220, most, BigInteger.ONE),
                new TickSnapshot(-60 * id, BigInteger.TWO, most));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void positions_areReadAsTheyAre_inTheStateOfOneBlock_theEmptyOneIsLeftOut() {
        LpHolding full = holding(1, BigInteger.ONE.shiftLeft(127), BigInteger.ZERO);
        LpHolding withdrawn = holding(2, BigInteger.ZERO, BigInteger.TEN);
        LpHolding empty = holding(3, BigInteger.ZERO, BigInteger.ZERO);
        chain.mine().mine().uniswapV3(FACTORY, OWNER, List.of(full, withdrawn, empty));

        List<LpHolding> read = reader.fetch(OWNER);

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*pool\\.block")
                .isEqualTo(List.of(full, withdrawn));
        assertThat(read)
                .allSatisfy(holding -> assertThat(holding.pool().block()).isEqualTo(calls.latest()));
        assertThat(chain.requests())
                .filteredOn(request -> request.contains("eth_call"))
                .allMatch(request -> request.contains("\"0x2\"]"));
        assertThat(reader.fetchPosition(BigInteger.TWO).position()).isEqualTo(withdrawn.position());
        assertThat(reader.fetch(address("77"))).isEmpty();
    }

    @Test
    void unknownPosition_isNotFound() {
        chain.uniswapV3(FACTORY, OWNER, List.of(holding(1, BigInteger.TEN, BigInteger.ZERO)));

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.fetchPosition(BigInteger.valueOf(8)))
                .withMessageContaining("has no position 8");
    }

    /** Anybody may send such a position to anybody. */
    @Test
    void tokensThatMisbehave_doNotSpoilTheOthers() {
        LpHolding good = holding(1, BigInteger.TEN, BigInteger.ZERO);
        LpHolding bad = holding(2, BigInteger.TEN, BigInteger.ZERO);
        chain.uniswapV3(FACTORY, OWNER, List.of(good, bad));
        chain.answer(bad.position().token0(), "symbol()", arguments -> {
            throw new IllegalArgumentException("reverts");
        });
        chain.answer(bad.position().token0(), "decimals()", BigInteger.ONE.shiftLeft(200));
        chain.answer(bad.position().token1(), "symbol()", arguments -> new byte[3]);
        chain.answer(bad.position().token1(), "decimals()", BigInteger.valueOf(-1));

        List<LpHolding> read = reader.fetch(OWNER);

        assertThat(read).hasSize(2);
        assertThat(read.get(0).pool().token0()).isEqualTo(good.pool().token0());
        Address first = bad.position().token0();
        Address second = bad.position().token1();
        assertThat(read.get(1).pool().token0()).isEqualTo(new Token(first, first.abbreviated(), 0));
        assertThat(read.get(1).pool().token1()).isEqualTo(new Token(second, second.abbreviated(), 0));
    }

    @Test
    void symbols_areStrippedAndCutOff_oldOnesAreThirtyTwoBytes() {
        LpHolding holding = holding(1, BigInteger.TEN, BigInteger.ZERO);
        chain.uniswapV3(FACTORY, OWNER, List.of(holding));
        chain.answer(
                holding.position().token0(),
                "symbol()",
                arguments -> Arrays.copyOf("MKR".getBytes(StandardCharsets.UTF_8), 32));
        byte[] rude = "\u001b[2J\u202eCDSU\n".getBytes(StandardCharsets.UTF_8);
        chain.answer(holding.position().token1(), "symbol()", arguments -> {
            byte[] encoded = new byte[96];
            encoded[31] = 32;
            encoded[63] = (byte) rude.length;
            System.arraycopy(rude, 0, encoded, 64, rude.length);
            return encoded;
        });

        PoolSnapshot pool = reader.fetch(OWNER).get(0).pool();

        assertThat(pool.token0().symbol()).isEqualTo("MKR");
        assertThat(pool.token1().symbol()).isEqualTo("[2JCDSU");
    }

    @Test
    void managerThatTalksNonsense_isMalformed() {
        chain.uniswapV3(FACTORY, OWNER, List.of(holding(1, BigInteger.TEN, BigInteger.ZERO)));
        BigInteger[] zeros = new BigInteger[12];
        Arrays.fill(zeros, BigInteger.ZERO);
        chain.answer(MANAGER, "positions(uint256)", zeros);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> reader.fetch(OWNER))
                .withMessageContaining("token0 must have a lower address");
    }

    @Test
    void factoryWithoutThePool_isMalformed() {
        chain.uniswapV3(FACTORY, OWNER, List.of(holding(1, BigInteger.TEN, BigInteger.ZERO)));
        chain.answer(FACTORY, "getPool(address,address,uint24)", BigInteger.ZERO);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> reader.fetch(OWNER))
                .withMessageContaining("has no pool for position 1");
    }

    @Test
    void addressWithoutAManager_isMalformed() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> reader.fetch(OWNER))
                .withMessageContaining("balanceOf of " + MANAGER + " reverted");
    }

    @Test
    void everyFault_hasItsError() {
        chain.uniswapV3(FACTORY, OWNER, List.of(holding(1, BigInteger.TEN, BigInteger.ZERO)));

        FaultErrors.checkEach(
                chain, "eth_call", () -> catchThrowableOfType(SourceException.class, () -> reader.fetch(OWNER)));
    }
}
