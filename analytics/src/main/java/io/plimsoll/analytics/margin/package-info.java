/**
 * How close an account is to liquidation: start from {@link io.plimsoll.analytics.margin.HyperliquidMarginModel}, which
 * values an {@link io.plimsoll.core.domain.account.AccountState} by the venue's rules or refuses and says why.
 *
 * <p>Exact: decimals and whole numbers throughout; what must be rounded is rounded against the account, collateral down and
 * requirements up. Pure functions; thread-safe.
 */
@NullMarked
package io.plimsoll.analytics.margin;

import org.jspecify.annotations.NullMarked;
