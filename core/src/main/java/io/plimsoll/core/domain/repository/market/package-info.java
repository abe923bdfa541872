/**
 * What is kept of markets and of who watches them; start from {@link
 * io.plimsoll.core.domain.repository.market.MarketStore}.
 */
@NullMarked
package io.plimsoll.core.domain.repository.market;

import org.jspecify.annotations.NullMarked;
