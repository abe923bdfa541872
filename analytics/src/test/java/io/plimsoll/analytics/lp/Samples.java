package io.plimsoll.analytics.lp;

import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values of every magnitude that a pool can have, and the positions of the tests. */
final class Samples {
    static final BigInteger ETHER = BigInteger.TEN.pow(18);
    static final BigInteger MAX_UINT128 = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    /** Ticks of a position's range. */
    record Range(int lower, int upper) {
        BigInteger sqrtLower() {
            return TickMath.sqrtPriceAtTick(lower);
        }

        BigInteger sqrtUpper() {
            return TickMath.sqrtPriceAtTick(upper);
        }
    }

    private Samples() {}

    /** Whole numbers of 0 to that many bits, each length as likely as any other, and the ends more often. */
    static Arbitrary<BigInteger> unsigned(int bits) {
        BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.randomValue(random -> new BigInteger(random.nextInt(bits + 1), random))),
                Tuple.of(1, Arbitraries.of(BigInteger.ZERO, BigInteger.ONE, most)));
    }

    static Arbitrary<BigInteger> positive(int bits) {
        return unsigned(bits).map(value -> value.max(BigInteger.ONE));
    }

    static Arbitrary<Integer> ticks() {
        return Arbitraries.integers().between(TickMath.MIN_TICK, TickMath.MAX_TICK - 1);
    }

    /** Prices on ticks, beside them and between them. */
    static Arbitrary<BigInteger> sqrtPrices() {
        Arbitrary<BigInteger> onTicks = ticks().map(TickMath::sqrtPriceAtTick);
        Arbitrary<BigInteger> between = ticks().flatMap(tick -> Arbitraries.bigIntegers()
                .between(
                        TickMath.sqrtPriceAtTick(tick),
                        TickMath.sqrtPriceAtTick(tick + 1).subtract(BigInteger.ONE)));
        return Arbitraries.oneOf(onTicks, between);
    }

    static Arbitrary<PoolState> pools() {
        return sqrtPrices().map(PoolState::at);
    }

    static Arbitrary<Range> ranges() {
        Arbitrary<Integer> widths = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 200), Arbitraries.integers().between(1, 2 * TickMath.MAX_TICK));
        return Combinators.combine(ticks(), widths)
                .as((lower, width) -> new Range(lower, Math.min(lower + width, TickMath.MAX_TICK)));
    }

    /** A pool whose price is more often than not in or near the range. */
    static Arbitrary<PoolState> poolsNear(Range range) {
        int margin = Math.min(range.upper - range.lower, 1000);
        Arbitrary<PoolState> near = Arbitraries.integers()
                .between(
                        Math.max(TickMath.MIN_TICK, range.lower - margin),
                        Math.min(TickMath.MAX_TICK - 1, range.upper + margin))
                .map(TickMath::sqrtPriceAtTick)
                .map(PoolState::at);
        return Arbitraries.oneOf(near, pools());
    }

    static PoolState poolAt(int tick) {
        return PoolState.at(TickMath.sqrtPriceAtTick(tick));
    }

    static BigInteger sqrtPriceOf(long amount1, long amount0) {
        return PoolPrice.sqrtPriceOf(BigInteger.valueOf(amount1), BigInteger.valueOf(amount0));
    }

    static LpPosition position(Range range, BigInteger liquidity, BigInteger growthLast, BigInteger owed) {
        return position(3000, range.lower, range.upper, liquidity, growthLast, owed);
    }

    static LpPosition position(
            int fee, int lower, int upper, BigInteger liquidity, BigInteger growthLast, BigInteger owed) {
        return new LpPosition(
                ChainId.HYPEREVM,
                Address.parse("0x00000000000000000000000000000000000000aa"),
                BigInteger.valueOf(7),
                Address.parse("0x0000000000000000000000000000000000000001"),
                Address.parse("0x0000000000000000000000000000000000000002"),
                fee,
                lower,
                upper,
                liquidity,
                growthLast,
                growthLast,
                owed,
                owed);
    }
}
