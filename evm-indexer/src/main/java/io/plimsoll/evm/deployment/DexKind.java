package io.plimsoll.evm.deployment;

import io.plimsoll.evm.protocol.algebra.AlgebraLayout;
import io.plimsoll.evm.protocol.uniswapv3.PoolLayout;
import io.plimsoll.evm.protocol.uniswapv3.UniswapLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose contracts an exchange is made of. */
public enum DexKind {
    /** Uniswap V3, pools keyed by fee. */
    BY_FEE(UniswapLayout.BY_FEE),
    /** Uniswap V3 in Slipstream's way, pools keyed by tick spacing. */
    BY_TICK_SPACING(UniswapLayout.BY_TICK_SPACING),
    /** Algebra Integral. */
    ALGEBRA(AlgebraLayout.INTEGRAL),
    /** Keyed by tick spacing with a position manager of its own: each position is one of its own in the pool. Not read here. */
    RAMSES(null),
    /** Liquidity Book: bins instead of ticks. Not read here. */
    LIQUIDITY_BOOK(null),
    /** Uniswap V2: pairs. Not read here. */
    PAIR(null);

    private final Optional<PoolLayout> layout;

    DexKind(@Nullable PoolLayout layout) {
        this.layout = Optional.ofNullable(layout);
    }

    /** How its positions and pools are read; empty if they are not. */
    public Optional<PoolLayout> layout() {
        return layout;
    }
}
