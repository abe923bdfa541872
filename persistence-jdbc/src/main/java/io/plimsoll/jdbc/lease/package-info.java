/**
 * Leases in the database whose writers they guard: {@link io.plimsoll.jdbc.lease.JdbcLeaseRepository}. Taken from {@link
 * io.plimsoll.jdbc.JdbcStore#leases}; writing under one is {@link io.plimsoll.jdbc.JdbcStore#under}.
 */
@NullMarked
package io.plimsoll.jdbc.lease;

import org.jspecify.annotations.NullMarked;
