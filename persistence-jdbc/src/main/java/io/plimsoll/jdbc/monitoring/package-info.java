/** Watched accounts, what they hold and their history: {@link io.plimsoll.jdbc.monitoring.JdbcMonitoringStore}. */
@NullMarked
package io.plimsoll.jdbc.monitoring;

import org.jspecify.annotations.NullMarked;
