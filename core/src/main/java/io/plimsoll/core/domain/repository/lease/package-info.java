/**
 * Who may write: one holder at a time under a name, for a limited time, told apart by a number that only grows. Start from
 * {@link io.plimsoll.core.domain.repository.lease.LeaseRepository}. Keeping a lease alive, and standing by for one, is {@link
 * io.plimsoll.core.engine.Leadership}; a store that refuses writes without it comes from the persistence module.
 */
@NullMarked
package io.plimsoll.core.domain.repository.lease;

import org.jspecify.annotations.NullMarked;
