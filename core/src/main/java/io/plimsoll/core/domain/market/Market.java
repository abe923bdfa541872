package io.plimsoll.core.domain.market;

/**
 * A perpetual market.
 *
 * @param coin name, such as {@code BTC}
 * @param sizeDecimals decimals that a size may have
 * @param marginTable leverage and maintenance by position size
 * @param delisted no longer traded; keeps its place in the venue's numbering
 */
public record Market(String coin, int sizeDecimals, MarginTable marginTable, boolean delisted) {}
