/**
 * Indexes of chains in a database: declare an {@link io.plimsoll.jdbc.index.EventTable} for each kind of event, open a {@link
 * io.plimsoll.jdbc.index.JdbcIndexRepository} with them, commit batches, and read the events back from it.
 */
@NullMarked
package io.plimsoll.jdbc.index;

import org.jspecify.annotations.NullMarked;
