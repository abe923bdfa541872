/**
 * Where things are kept: open a {@link io.plimsoll.jdbc.JdbcStore}, by a {@link io.plimsoll.jdbc.DatabaseUrl} or a file, and take
 * the repositories of a domain from it, whose tables are then created and migrated. What is done to a database as a whole (backup,
 * restore, info) is in {@link io.plimsoll.jdbc.Operations}. Decisions (what to keep, for how long) are the caller's.
 */
@NullMarked
package io.plimsoll.jdbc;

import org.jspecify.annotations.NullMarked;
