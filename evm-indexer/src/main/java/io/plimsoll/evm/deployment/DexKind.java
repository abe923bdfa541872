package io.plimsoll.evm.deployment;

import io.plimsoll.evm.protocol.algebra.AlgebraLayout;
import io.plimsoll.evm.protocol.uniswapv3.PoolLayout;
import io.plimsoll.evm.protocol.uniswapv3.UniswapLayout;
import java.util.Optional;

/** Whose contracts an exchange is made of. */
public enum DexKind {
    /** Uniswap V3, pools keyed by fee. */
    BY_FEE,
    /** Uniswap V3 in Slipstream's way, pools keyed by tick spacing. */
    BY_TICK_SPACING,
    /** Algebra Integral. */
    ALGEBRA,
    /** Keyed by tick spacing with a position manager of its own: each position is one of its own in the pool. Not read here. */
    RAMSES,
    /** Liquidity Book: bins instead of ticks. Not read here. */
    LIQUIDITY_BOOK,
    /** Uniswap V2: pairs. Not read here. */
    PAIR;

    /** How its positions and pools are read; empty if they are not. */
    public Optional<PoolLayout> layout() {
        return switch (this) {
            case BY_FEE -> Optional.of(UniswapLayout.BY_FEE);
            case BY_TICK_SPACING -> Optional.of(UniswapLayout.BY_TICK_SPACING);
            case ALGEBRA -> Optional.of(AlgebraLayout.INTEGRAL);
            case RAMSES, LIQUIDITY_BOOK, PAIR -> Optional.empty();
        };
    }
}
