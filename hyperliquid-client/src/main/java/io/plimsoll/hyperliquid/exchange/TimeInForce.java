package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How long a limit order lives. */
public enum TimeInForce {
    /** Only adds liquidity: refused if it would trade at once. */
    @JsonProperty("Alo")
    ADD_LIQUIDITY_ONLY,
    /** Trades at once; what is left is cancelled. */
    @JsonProperty("Ioc")
    IMMEDIATE_OR_CANCEL,
    /** Until filled or cancelled. */
    @JsonProperty("Gtc")
    GOOD_TIL_CANCEL,
    /** As {@link #IMMEDIATE_OR_CANCEL}, with a note that its maker meant a market order. */
    @JsonProperty("FrontendMarket")
    FRONTEND_MARKET
}
