/** Trades, what was made of them, and who wants to be told: {@link io.plimsoll.jdbc.market.JdbcMarketStore}. */
@NullMarked
package io.plimsoll.jdbc.market;

import org.jspecify.annotations.NullMarked;
