/**
 * Counting and timing: {@link io.plimsoll.core.foundation.metrics.Metrics} is the port, {@link
 * io.plimsoll.core.foundation.metrics.MetricName} the table of all names.
 */
@NullMarked
package io.plimsoll.core.foundation.metrics;

import org.jspecify.annotations.NullMarked;
