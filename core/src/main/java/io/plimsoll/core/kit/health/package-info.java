/**
 * Runs health checks within a deadline and writes the answer for probes: {@link io.plimsoll.core.kit.health.HealthMonitor}.
 */
@NullMarked
package io.plimsoll.core.kit.health;

import org.jspecify.annotations.NullMarked;
