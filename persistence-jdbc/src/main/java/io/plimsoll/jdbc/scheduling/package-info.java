/**
 * Recurring tasks that run once over all processes that share a database. Start from {@link
 * io.plimsoll.jdbc.scheduling.ClusteredTasks}, which {@link io.plimsoll.jdbc.JdbcStore#tasks} gives. The work is done by
 * db-scheduler, which this module declares as optional. What each process repeats for itself is a {@link
 * io.plimsoll.core.kit.runtime.PeriodicTask}.
 */
@NullMarked
package io.plimsoll.jdbc.scheduling;

import org.jspecify.annotations.NullMarked;
