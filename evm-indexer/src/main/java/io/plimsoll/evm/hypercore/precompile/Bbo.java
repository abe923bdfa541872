package io.plimsoll.evm.hypercore.precompile;

import java.math.BigInteger;

/**
 * Best prices of an order book, in the scale of the market: {@link PerpAssetInfo#price} or {@link TokenInfo#price} of the base token.
 *
 * @param bid highest price that somebody buys at
 * @param ask lowest price that somebody sells at
 */
public record Bbo(BigInteger bid, BigInteger ask) {}
