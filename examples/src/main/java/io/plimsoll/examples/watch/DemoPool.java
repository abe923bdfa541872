package io.plimsoll.examples.watch;

import io.plimsoll.analytics.lp.LiquidityMath;
import io.plimsoll.analytics.lp.PoolPrice;
import io.plimsoll.analytics.lp.PoolState;
import io.plimsoll.analytics.lp.TickMath;
import io.plimsoll.analytics.lp.TokenAmounts;
import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.TickSnapshot;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** A made-up WHYPE/USDC pool with one position in it, 15 % to either side of the price at which it was opened. */
final class DemoPool {
    static final Address MANAGER = Address.parse("0x" + "5a".repeat(20));
    static final Address FACTORY = Address.parse("0x" + "5b".repeat(20));

    private static final Token WHYPE = new Token(Address.parse("0x" + "55".repeat(20)), "WHYPE", 18);
    private static final Token USDC = new Token(Address.parse("0xb88339CB7199b77E23DB6E890353E22632Ba630f"), "USDC", 6);
    private static final int FEE = 3000;
    private static final int TICK_SPACING = 60;
    private static final BigDecimal LOWER = new BigDecimal("0.85");
    private static final BigDecimal UPPER = new BigDecimal("1.15");
    private static final BigInteger PLENTY = BigInteger.TEN.pow(30);
    /** What a chain knows of its newest block is its own; this is what nobody reads. */
    private static final BlockRef ANY_BLOCK = new BlockRef(0, Bytes32.of(new byte[32]), Instant.EPOCH);

    private final LpPosition position;

    /**
     * Opens the position.
     *
     * @param price of HYPE in USDC
     * @param hype put in; the USDC that belong to it come on top
     */
    DemoPool(BigDecimal price, String hype) {
        int lower = usableTick(price.multiply(LOWER));
        int upper = usableTick(price.multiply(UPPER));
        BigInteger liquidity = LiquidityMath.maxLiquidity(
                sqrtPrice(price),
                TickMath.sqrtPriceAtTick(lower),
                TickMath.sqrtPriceAtTick(upper),
                new TokenAmounts(raw(new BigDecimal(hype), WHYPE), PLENTY));
        position = new LpPosition(
                ChainId.HYPEREVM,
                MANAGER,
                BigInteger.valueOf(7),
                WHYPE.address(),
                USDC.address(),
                FEE,
                lower,
                upper,
                liquidity,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO);
    }

    /** The position and its pool at another price, with fees of 0.9 WHYPE and 40 USDC since it was opened. */
    LpHolding at(BigDecimal price) {
        PoolState state = PoolState.at(sqrtPrice(price));
        PoolSnapshot pool = new PoolSnapshot(
                Address.parse("0x" + "5c".repeat(20)),
                WHYPE,
                USDC,
                ANY_BLOCK,
                state.sqrtPriceX96(),
                state.tick(),
                growth(raw(new BigDecimal("0.9"), WHYPE)),
                growth(raw(new BigDecimal("40"), USDC)));
        return new LpHolding(
                position,
                pool,
                new TickSnapshot(position.tickLower(), BigInteger.ZERO, BigInteger.ZERO),
                new TickSnapshot(position.tickUpper(), BigInteger.ZERO, BigInteger.ZERO));
    }

    private BigInteger growth(BigInteger fees) {
        return fees.shiftLeft(128).divide(position.liquidity());
    }

    private static int usableTick(BigDecimal price) {
        return Math.floorDiv(PoolPrice.tickOf(price, WHYPE.decimals(), USDC.decimals()), TICK_SPACING) * TICK_SPACING;
    }

    private static BigInteger sqrtPrice(BigDecimal price) {
        return PoolPrice.sqrtPriceOf(raw(price, USDC), raw(BigDecimal.ONE, WHYPE));
    }

    private static BigInteger raw(BigDecimal amount, Token token) {
        return amount.movePointRight(token.decimals()).toBigIntegerExact();
    }
}
