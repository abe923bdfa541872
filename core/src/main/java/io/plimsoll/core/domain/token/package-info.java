/**
 * ERC-20 tokens over time: the transfers as they are on the chain ({@link io.plimsoll.core.domain.token.TokenTransfer}),
 * what they come to by hour, day and week, prices, and who holds how much.
 *
 * <p>Amounts are whole numbers of the token's smallest unit; days, hours and weeks are UTC's, and weeks begin on Monday. The
 * zero address is not a wallet: a transfer from it makes tokens and one to it destroys them, and neither is a payment
 * between wallets. What the numbers mean (tiers, growth, concentration) is a question of analytics.
 */
@NullMarked
package io.plimsoll.core.domain.token;

import org.jspecify.annotations.NullMarked;
