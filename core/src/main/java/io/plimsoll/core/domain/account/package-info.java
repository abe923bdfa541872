/**
 * Whom we watch and what the venues say of them: {@link io.plimsoll.core.domain.account.MonitoredAccount}, {@link
 * io.plimsoll.core.domain.account.AccountState} as fetched, {@link io.plimsoll.core.domain.account.AccountSnapshot} as
 * stored.
 *
 * <p>What an account's numbers mean (health factor, liquidation price) is not here: see the analytics module.
 */
@NullMarked
package io.plimsoll.core.domain.account;

import org.jspecify.annotations.NullMarked;
