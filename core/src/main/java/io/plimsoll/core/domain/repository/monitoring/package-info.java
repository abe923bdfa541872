/**
 * Watched accounts, what they hold, their history, and the runs of the job that watches them: start at {@link
 * io.plimsoll.core.domain.repository.monitoring.MonitoringStore}.
 */
@NullMarked
package io.plimsoll.core.domain.repository.monitoring;

import org.jspecify.annotations.NullMarked;
