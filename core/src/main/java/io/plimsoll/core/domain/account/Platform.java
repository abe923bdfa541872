package io.plimsoll.core.domain.account;

/** The two halves of Hyperliquid. */
public enum Platform {
    /** The order-book exchange: perpetuals and spot. */
    HYPERCORE,
    /** The EVM chain beside it: liquidity positions and lending. */
    HYPEREVM
}
