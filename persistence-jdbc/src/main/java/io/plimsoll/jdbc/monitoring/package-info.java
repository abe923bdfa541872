/** Watched accounts and their history: {@link io.plimsoll.jdbc.monitoring.MonitoringStore}. */
@NullMarked
package io.plimsoll.jdbc.monitoring;

import org.jspecify.annotations.NullMarked;
