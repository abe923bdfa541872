package io.plimsoll.analytics.lp;

import static io.plimsoll.analytics.lp.Samples.ETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.analytics.lp.Samples.Range;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LpValuationTest {
    private static final Range RANGE = new Range(-600, 1200);
    private static final BigInteger MAX_UINT256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    @Provide
    Arbitrary<PoolState> pools() {
        return Samples.poolsNear(RANGE);
    }

    @Provide
    Arbitrary<BigInteger> liquidities() {
        return Samples.unsigned(128);
    }

    private static LpValuation booked(PoolState pool, BigInteger liquidity) {
        return LpValuation.ofBooked(Samples.position(RANGE, liquidity, BigInteger.ZERO, BigInteger.ZERO), pool);
    }

    @Test
    void fees_bookedAndEarnedAcrossTheWrap_countInTotalAndDelta() {
        LpPosition position = Samples.position(RANGE, ETHER, MAX_UINT256, BigInteger.valueOf(5));
        BigInteger oneForEach = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        PoolState above = Samples.poolAt(1200);

        LpValuation valuation = LpValuation.of(position, above, oneForEach, MAX_UINT256);

        assertThat(valuation.isInRange()).isFalse();
        assertThat(valuation.principal().amount0()).isZero();
        assertThat(valuation.owed())
                .isEqualTo(new TokenAmounts(ETHER.add(BigInteger.valueOf(5)), BigInteger.valueOf(5)));
        assertThat(valuation.total().amount1())
                .isEqualTo(valuation.principal().amount1().add(BigInteger.valueOf(5)));
        assertThat(valuation.delta0(18)).isEqualByComparingTo("1.000000000000000005");
        assertThat(LpValuation.ofBooked(position, above).owed())
                .isEqualTo(new TokenAmounts(BigInteger.valueOf(5), BigInteger.valueOf(5)));
    }

    @Test
    void value_inEitherToken() {
        // price 4
        PoolState pool = PoolState.at(Samples.sqrtPriceOf(4, 1));
        LpValuation valuation = new LpValuation(
                Samples.position(RANGE, ETHER, BigInteger.ZERO, BigInteger.ZERO),
                pool,
                new TokenAmounts(BigInteger.valueOf(10), BigInteger.valueOf(7)),
                TokenAmounts.NONE);

        assertThat(valuation.valueInToken1()).isEqualTo(47);
        assertThat(valuation.valueInToken0()).isEqualTo(11);
        assertThat(valuation.delta0(1)).isEqualByComparingTo("1");
        assertThat(valuation.delta1(0)).isEqualByComparingTo("7");
    }

    /** V(P′) ≤ x(P)·P′ + y(P) for all P′ is what it means that x is the slope of a value that bends down. */
    @Property
    void tokensHeld_areTheSlopeOfTheValue(
            @ForAll("pools") PoolState here,
            @ForAll("pools") PoolState there,
            @ForAll("liquidities") BigInteger liquidity) {
        LpValuation now = booked(here, liquidity);
        LpValuation moved = booked(there, liquidity);
        TokenAmounts roundedUp = LiquidityMath.mintAmounts(here, RANGE.lower(), RANGE.upper(), liquidity);
        LpValuation kept = new LpValuation(now.position(), there, roundedUp, TokenAmounts.NONE);

        assertThat(moved.valueInToken1()).isLessThanOrEqualTo(kept.valueInToken1());
        assertThat(moved.valueInToken0()).isLessThanOrEqualTo(kept.valueInToken0());
    }

    @Test
    void delta_isTheDifferenceQuotient() {
        BigInteger sqrtPrice = TickMath.sqrtPriceAtTick(300);
        BigInteger step = sqrtPrice.shiftRight(30);
        PoolState up = PoolState.at(sqrtPrice.add(step));
        PoolState down = PoolState.at(sqrtPrice.subtract(step));
        BigInteger liquidity = ETHER.multiply(ETHER);
        BigDecimal change = new BigDecimal(booked(up, liquidity)
                .valueInToken1()
                .subtract(booked(down, liquidity).valueInToken1()));
        BigDecimal priceChange = price(up).subtract(price(down));

        BigDecimal delta = booked(PoolState.at(sqrtPrice), liquidity).delta0(0);

        BigDecimal off = change.subtract(delta.multiply(priceChange)).abs();
        assertThat(off).isLessThan(change.movePointLeft(12));
    }

    private static BigDecimal price(PoolState pool) {
        return PoolPrice.ofToken0(pool.sqrtPriceX96(), 0, 0, MathContext.UNLIMITED);
    }

    @Test
    void emptyPosition_isWorthNothing() {
        LpValuation valuation = booked(Samples.poolAt(0), BigInteger.ZERO);

        assertThat(valuation.total()).isEqualTo(TokenAmounts.NONE);
        assertThat(valuation.valueInToken1()).isZero();
    }

    @Test
    void decimals_outOfBounds_areRefused() {
        LpValuation valuation = booked(Samples.poolAt(0), ETHER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> valuation.delta0(256))
                .withMessage("decimals0 must be 0 to 255, got 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> valuation.delta1(-1))
                .withMessage("decimals1 must be 0 to 255, got -1");
    }

    @Test
    void position_isKnownByChainManagerAndToken() {
        LpPosition position = Samples.position(RANGE, ETHER, BigInteger.ZERO, BigInteger.ZERO);
        LpPosition later = Samples.position(RANGE, BigInteger.ZERO, ETHER, ETHER);

        assertThat(position.key())
                .isEqualTo(later.key())
                .hasToString("999/0x00000000000000000000000000000000000000aa/7");
    }

    @Test
    void position_thatNoContractCanHold_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> position(3000, 60, 60, ETHER))
                .withMessage("ticks must rise between -887272 and 887272, got tickLower 60 and tickUpper 60");
        assertThatIllegalArgumentException().isThrownBy(() -> position(3000, -887_273, 60, ETHER));
        assertThatIllegalArgumentException().isThrownBy(() -> position(3000, 0, 887_273, ETHER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> position(1_000_000, -60, 60, ETHER))
                .withMessage("fee must be 0 to 999999 hundredths of a bip, got 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> position(3000, -60, 60, BigInteger.ONE.shiftLeft(128)))
                .withMessage("liquidity must be a uint128, got 340282366920938463463374607431768211456");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LpPosition(
                        ChainId.HYPEREVM,
                        Address.ZERO,
                        BigInteger.ONE,
                        Address.ZERO,
                        Address.ZERO,
                        3000,
                        -60,
                        60,
                        ETHER,
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        BigInteger.ZERO))
                .withMessage(
                        "token0 must have a lower address than token1, got " + Address.ZERO + " and " + Address.ZERO);
    }

    private static LpPosition position(int fee, int lower, int upper, BigInteger liquidity) {
        return Samples.position(fee, lower, upper, liquidity, BigInteger.ZERO, BigInteger.ZERO);
    }
}
