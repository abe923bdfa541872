/**
 * Where tokens are kept: {@link io.plimsoll.core.domain.repository.token.TokenStore}.
 *
 * <p>Transfers and payments are kept as they are on the chain, and {@link
 * io.plimsoll.core.domain.repository.token.TokenActivityRepository#rollUp rolled up} into hours, days, weeks and the set of
 * wallets ever seen. A roll-up reads the last days only, and what it writes does not depend on how often it runs.
 */
@NullMarked
package io.plimsoll.core.domain.repository.token;

import org.jspecify.annotations.NullMarked;
