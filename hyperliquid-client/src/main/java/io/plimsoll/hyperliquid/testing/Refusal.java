package io.plimsoll.hyperliquid.testing;

/**
 * Why an order was not taken.
 *
 * @param text as the venue words it
 * @param status of the order that never was
 */
record Refusal(String text, String status) {
    static final Refusal PRICE = new Refusal("Order has invalid price.", "tickRejected");
    static final Refusal SIZE = new Refusal("Order has invalid size.", "rejected");
    static final Refusal TICK = new Refusal("Price must be divisible by tick size.", "tickRejected");
    static final Refusal MINIMUM = new Refusal("Order must have minimum value of $10.", "minTradeNtlRejected");
    static final Refusal SPOT_MINIMUM = new Refusal("Order must have minimum value of 10 USDC.", "minTradeNtlRejected");
    static final Refusal MARGIN = new Refusal("Insufficient margin to place order.", "perpMarginRejected");
    static final Refusal BALANCE =
            new Refusal("Order has insufficient spot balance to trade", "insufficientSpotBalanceRejected");
    static final Refusal REDUCE_ONLY = new Refusal("Reduce only order would increase position.", "reduceOnlyRejected");
    static final Refusal NO_MATCH =
            new Refusal("Order could not immediately match against any resting orders.", "iocCancelRejected");
    static final Refusal NO_LIQUIDITY =
            new Refusal("No liquidity available for market order.", "marketOrderNoLiquidityRejected");
    static final Refusal TRIGGER = new Refusal("Invalid TP/SL price.", "badTriggerPxRejected");
    static final Refusal ORACLE = new Refusal("Order price too far from oracle", "oracleRejected");
    static final Refusal BUILDER = new Refusal("Builder fee has not been approved", "rejected");
    static final Refusal MARGIN_TIER = new Refusal(
            "Order would cause position to exceed margin tier limit at current leverage", "perpMaxPositionRejected");
    static final Refusal TOO_MANY = new Refusal("Too many open orders.", "tooManyOpenOrdersRejected");

    static Refusal postOnly(String bid, String ask) {
        return new Refusal(
                "Post only order would have immediately matched, bbo was " + bid + "@" + ask, "badAloPxRejected");
    }
}
