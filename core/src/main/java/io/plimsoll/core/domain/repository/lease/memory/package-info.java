/** Leases within one process, for tests and for programs without a database. */
@NullMarked
package io.plimsoll.core.domain.repository.lease.memory;

import org.jspecify.annotations.NullMarked;
