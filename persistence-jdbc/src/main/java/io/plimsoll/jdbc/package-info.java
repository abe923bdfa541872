/**
 * Where things are kept: open a {@link io.plimsoll.jdbc.JdbcStore} and take the repositories of a domain from it. The
 * schema is created and migrated on opening. Decisions (what to keep, for how long) are the caller's.
 */
@NullMarked
package io.plimsoll.jdbc;

import org.jspecify.annotations.NullMarked;
